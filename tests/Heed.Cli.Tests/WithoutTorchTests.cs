namespace Heed.Cli.Tests;

/// <summary>
/// A copy of the command in which TorchSharp, and the protocol of <c>heed mcp</c>, are no libraries at all: what still works has not
/// loaded them.
/// </summary>
public sealed class WithoutTorchTests : IDisposable
{
    private readonly Folder copy = new();

    public WithoutTorchTests()
    {
        foreach (var file in Directory.EnumerateFiles(Heed.Folder)
            .Concat(Directory.EnumerateFiles(Path.Combine(Heed.Folder, "heed-models"), "*", SearchOption.AllDirectories)))
        {
            var target = copy[Path.GetRelativePath(Heed.Folder, file)];
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        File.WriteAllText(copy["TorchSharp.dll"], "not a library");
        File.WriteAllText(copy["ModelContextProtocol.Core.dll"], "not a library");
    }

    public void Dispose() => copy.Dispose();

    [Theory]
    [InlineData(0, "--help")]
    [InlineData(0, "list")]
    [InlineData(0, "list", "--json")]
    [InlineData(0, "list", "--models")]
    [InlineData(0, "explain", "model:gemma-3")]
    [InlineData(0, "see", "Hi, how are you?")]
    [InlineData(0, "see", "Hi, how are you?", "--model", "character-lm", "--out", "map.html", "map.svg", "map.json")]
    [InlineData(0, "explain", "gated-delta-net", "--no-picture")]
    [InlineData(0, "explain", "rope + sliding-window(8) + sparsemax", "--no-picture")]
    [InlineData(2, "see", "x", "--with", "alibbi")]
    [InlineData(1, "see", "")]
    [InlineData(2, "see", "x", "--out", "x.unknown")]
    [InlineData(1, "check", "nothing-here")]
    [InlineData(2, "laws", "alibbi")]
    [InlineData(0, "bench", "--help")]
    [InlineData(0, "bench", "plan", "--suite", "full")]
    [InlineData(2, "bench", "--tasks", "mqarr")]
    [InlineData(1, "report", "nothing-here")]
    public void It_works_without(int code, params string[] args)
    {
        var run = Command(args).Run();
        Assert.True(run.Code == code, $"exit {run.Code}: {run.Error}");
        Assert.DoesNotContain("   at ", run.Error);
    }

    [Theory]
    [InlineData("TorchSharp", "see", "x", "--heads", "2")]
    [InlineData("ModelContextProtocol", "mcp")]
    public void The_copy_can_tell(string library, params string[] args) => Assert.Contains(library, Command(args).Run().Error);

    [Fact]
    public void Without_the_native_library_it_says_what_to_do()
    {
        File.Copy(Path.Combine(Heed.Folder, "TorchSharp.dll"), copy["TorchSharp.dll"], overwrite: true);
        Assert.SkipUnless(File.Exists(copy["Heed.Native.path"]), "this system takes LibTorch from its package");
        File.WriteAllText(copy["Heed.Native.path"], "/nowhere\n");
        Assert.Contains("LibTorch", Command("see", "x", "--heads", "2").Run().AssertRefused());
    }

    private Heed.Process Command(params string[] args) => new(args) { Program = copy["heed"], WorkingFolder = copy.Path };
}
