using System.Text;

namespace Heed.Cli.Terminal;

/// <summary>Writes what is said to a person: nothing that goes through here can command the terminal.</summary>
internal sealed class SafeWriter(TextWriter inner) : TextWriter
{
    public override Encoding Encoding => inner.Encoding;

    /// <summary>Says one line.</summary>
    public void Line(ref Said line) => inner.WriteLine(line.ToString());

    /// <summary>Says lines that are already words of ours.</summary>
    public void Line(string lines = "") => WriteLine(lines);

    public override void Write(char value) => Write(new ReadOnlySpan<char>(in value));

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(ReadOnlySpan<char> buffer) => inner.Write(Plain.Lines(buffer));

    public override void WriteLine() => inner.WriteLine();

    public override void WriteLine(string? value)
    {
        Write(value);
        inner.WriteLine();
    }

    public override void Flush() => inner.Flush();
}
