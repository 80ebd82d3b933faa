using System.Text;

namespace Heed.Cli.Tests;

/// <summary>Whoever asked and does not want to know any more is not kept waiting to the end.</summary>
public sealed class CancelTests
{
    [Theory]
    [InlineData("laws", "alibi", "rope")]
    [InlineData("check", "sliding-window.json", "alibi.json")]
    public void A_verb_ends_after_what_it_is_at(params string[] args)
    {
        var files = Path.Combine(Heed.Root, "tests", "Golden");
        string[] full = [.. args.Select(a => a.EndsWith(".json", StringComparison.Ordinal) ? Path.Combine(files, a) : a)];
        using var stop = new CancellationTokenSource();
        using var output = new Stopping(stop);
        var error = new StringWriter();
        var code = HeedCommand.Run(full, new(output, error, () => Stream.Null) { Cancel = stop.Token });
        Assert.Equal((130, "heed: Interrupted.\n"), (code, error.ToString()));
        Assert.DoesNotContain(args[2], output.ToString());
    }

    /// <summary>Cancels as soon as something is written.</summary>
    private sealed class Stopping(CancellationTokenSource stop) : StringWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            stop.Cancel();
        }

        public override void WriteLine()
        {
            base.WriteLine();
            stop.Cancel();
        }
    }
}
