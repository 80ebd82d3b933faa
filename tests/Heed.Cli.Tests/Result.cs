namespace Heed.Cli.Tests;

/// <summary>What a run left.</summary>
internal sealed record Result(int Code, string Output, string Error)
{
    /// <summary>One line on standard error that says what is wrong, nothing else, and an exit code that is not 0.</summary>
    public string AssertRefused()
    {
        Assert.NotEqual(0, Code);
        Assert.Empty(Output);
        Assert.StartsWith("heed: ", Error);
        Assert.Single(Error.TrimEnd('\n').Split('\n'));
        Assert.DoesNotContain("   at ", Error);
        return Error;
    }

    public string AssertRan()
    {
        Assert.True(Code == 0, $"exit {Code}: {Error}");
        return Output;
    }
}
