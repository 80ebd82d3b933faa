using Heed.Cli.Terminal;
using Microsoft.Extensions.Logging;

namespace Heed.Cli.Tests;

/// <summary>What the library tells is said in lines that are as safe as all others.</summary>
public sealed class ScreenLoggerTests
{
    [Fact]
    public void Warnings_and_worse_are_complaints()
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var logger = new ScreenLogger(new(output, error, () => Stream.Null));
        foreach (var level in Enum.GetValues<LogLevel>()) logger.Log(level, default, $"{level} \e", null, (state, _) => state);
        Assert.Equal("", output.ToString());
        Assert.Equal(["Warning \\u001B", "Error \\u001B", "Critical \\u001B", ""], error.ToString().Split('\n'));
    }
}
