using System.Globalization;
using Heed.Tests;

namespace Heed.Cli.Tests;

/// <summary>What the command finds around it: streams, limits, folders, countries; and what it leaves there.</summary>
public sealed class SurroundingsTests
{
    private static string Program => Path.Combine(Heed.Folder, "heed");

    [Theory]
    [InlineData("list")]
    [InlineData("see x --heads 0")]
    [InlineData("see x --heads 2")]
    [InlineData("bench --mechanisms alibi --tasks fidelity")]
    public void Nothing_stays_in_the_folder_for_temporary_files(string arguments)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "elsewhere the runtime ends by itself");
        using var folder = new Folder();
        using var temporary = new Folder();
        _ = new Heed.Process(arguments.Split(' ')) { WorkingFolder = folder.Path, Environment = { ["TMPDIR"] = temporary.Path } }.Run();
        Assert.Empty(temporary.Entries);
    }

    [Theory]
    [InlineData("Standard input is closed", "'{0}' see - <&-")]
    [InlineData("Standard input is closed", "'{0}' apply character-lm - <&-")]
    [InlineData("Only 64 files may be open", "ulimit -n 64; '{0}' see x")]
    [InlineData("Only 64 files may be open", "ulimit -n 64; '{0}' list")]
    [InlineData("is gone", "rmdir \"$PWD\"; '{0}' see x --heads 2")]
    [InlineData("is gone", "rmdir \"$PWD\"; '{0}' laws alibi")]
    public void What_is_missing_is_said(string says, string script)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "a shell takes it away");
        using var folder = new Folder();
        Directory.CreateDirectory(folder["gone"]);
        var run = new Heed.Process("-c", string.Format(CultureInfo.InvariantCulture, script, Program))
        { Program = "/bin/sh", WorkingFolder = folder["gone"] };
        Assert.Contains(says, run.Run().AssertRefused());
    }

    [Fact]
    public void A_text_that_is_too_long_is_refused_by_its_size_before_it_is_read()
    {
        using var folder = new Folder();
        using (var file = File.Create(folder["long.txt"])) file.SetLength(108_000_000);
        Assert.Contains("'long.txt' has 108,000,000 bytes, and a text may have 4,000,000",
            new Heed.Call("see", "@long.txt") { WorkingFolder = folder.Path }.Run().AssertRefused());
        Assert.Contains("standard input has", new Heed.Call("see", "-") { Input = new byte[4_000_001] }.Run().AssertRefused());
        Assert.SkipUnless(File.Exists("/dev/zero"), "no file without an end is known");
        Assert.Contains("'/dev/zero' has more than 4,000,000 bytes", Heed.Run("see", "@/dev/zero").AssertRefused());
    }

    [Theory]
    [InlineData("list")]
    [InlineData("see", "abc", "--heads", "2")]
    [InlineData("see", "abracadabra", "--steps", "--query", "3")]
    [InlineData("see", "x", "--layers", "1024", "--width", "16384")]
    [InlineData("explain", "alibi", "--no-picture")]
    [InlineData("laws", "alibi", "--draws", "3")]
    [InlineData("data", "dates")]
    [InlineData("bench", "plan", "--suite", "quick")]
    [InlineData("apply", "numbers-transformer", "one", "--beam", "2", "--json")]
    public void Numbers_are_written_in_one_way_in_every_country(params string[] args)
    {
        var expected = Heed.Run(args);
        var before = CultureInfo.CurrentCulture;
        try
        {
            foreach (var country in Countries.All)
            {
                (CultureInfo.CurrentCulture, CultureInfo.DefaultThreadCurrentCulture) = (country, country);
                Assert.Equal(expected, Heed.Run(args));
            }
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.DefaultThreadCurrentCulture) = (before, null);
        }
    }
}
