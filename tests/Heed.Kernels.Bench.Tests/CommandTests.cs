namespace Heed.Kernels.Bench.Tests;

public sealed class CommandTests
{
    [Theory]
    [InlineData("--fast", "--fast")]
    [InlineData("--registers 77", "set it to 512, 256 or 128")]
    [InlineData("--only nothing-of-the-kind", "fits no case")]
    [InlineData("--registers wide", "wide")]
    public void Wrong_arguments_are_refused_in_one_line(string args, string says)
    {
        var (old, error) = (Console.Error, new StringWriter());
        Console.SetError(error);
        try
        {
            Assert.Equal(2, BenchCommand.Run(args.Split(' ')));
        }
        finally
        {
            Console.SetError(old);
        }
        Assert.StartsWith("bench: ", error.ToString());
        Assert.Contains(says, error.ToString());
        Assert.Single(error.ToString().TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public void A_processor_gives_a_folder_that_can_be_read() => Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", Machine.Folder);
}
