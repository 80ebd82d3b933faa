namespace Heed.Cli.Tests;

/// <summary>
/// A password in a command is seen by all who list processes: that is said once, without it. Nobody waits for a server here: none of
/// these names can be read to the end.
/// </summary>
public sealed class PasswordTests
{
    private const string Warning = "The list of processes shows the password";

    [Theory]
    [InlineData("bench", "plan", "--tasks", "fidelity", "--store", "postgresql://me:s3cret@localhost/a/b")]
    [InlineData("bench", "plan", "--tasks", "fidelity", "--store=Host=localhost;Prot=1;Password=s3cret")]
    [InlineData("report", "postgres://me:s3cret@localhost/a/b")]
    [InlineData("explain", "alibi", "--store", "postgresql://localhost/none?password=s3cret&prot=1")]
    public void It_is_said_once_and_not_repeated(params string[] args)
    {
        var run = Heed.Run(args);
        Assert.Single(run.Error.Split('\n'), line => line.StartsWith(Warning, StringComparison.Ordinal));
        Assert.Contains("HEED_STORE", run.Error);
        Assert.Contains("@FILE", run.Error);
        Assert.DoesNotContain("s3cret", run.Output + run.Error);
    }

    [Theory]
    [InlineData("report", "postgresql://me@localhost/a/b")]
    [InlineData("report", "nothing=1.sqlite")]
    [InlineData("explain", "postgresql://me:s3cret@localhost/none")]
    [InlineData("bench", "export", "--help")]
    public void It_is_not_said_where_there_is_none(params string[] args) => Assert.DoesNotContain(Warning, Heed.Run(args).Error);
}
