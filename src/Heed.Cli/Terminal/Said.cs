using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Heed.Cli.Terminal;

/// <summary>
/// A line that the command says. Its words are ours; what stands in its holes may be anybody's, cannot end the line, and is written in
/// the same way in every country.
/// </summary>
[InterpolatedStringHandler]
internal readonly ref struct Said
{
    private readonly StringBuilder line;

    public Said(int literals, int holes) => line = new(literals + (16 * holes));

    public void AppendLiteral(string words) => line.Append(words);

    public void AppendFormatted<T>(T hole, string? format = null) => AppendFormatted(hole, 0, format);

    public void AppendFormatted<T>(T hole, int alignment, string? format = null)
    {
        var text = hole is IFormattable number ? number.ToString(format, CultureInfo.InvariantCulture) : hole?.ToString();
        var safe = Plain.Line(text);
        line.Append(alignment < 0 ? safe.PadRight(-alignment) : safe.PadLeft(alignment));
    }

    public override string ToString() => line.ToString();
}
