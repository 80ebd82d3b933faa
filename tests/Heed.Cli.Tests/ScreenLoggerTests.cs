using Heed.Cli.Terminal;
using Heed.Native;
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

    [Fact]
    public void What_the_library_tells_is_heard_whatever_the_verb()
    {
        var before = HeedLog.Logger;
        try
        {
            var error = new StringWriter();
            HeedCommand.Run(["data"], new(new StringWriter(), error, () => Stream.Null));
            HeedLog.Logger.Log(LogLevel.Error, default, "heard", null, (state, _) => state);
            Assert.Equal("heard\n", error.ToString());
        }
        finally
        {
            HeedLog.Logger = before;
        }
    }
}
