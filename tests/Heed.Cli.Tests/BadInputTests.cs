using System.Text;

namespace Heed.Cli.Tests;

public sealed class BadInputTests
{
    [Theory]
    [InlineData("empty", "see", "")]
    [InlineData("white space", "see", "  ", "--by", "word")]
    [InlineData("did you mean 'alibi'", "see", "x", "--with", "alibbi")]
    [InlineData("column 8", "see", "x", "--with", "rope + alibbi")]
    [InlineData("columns 1 and 13", "see", "x", "--with", "sparsemax + sigmoid")]
    [InlineData("'k' of 'top-k' must be a whole number", "see", "x", "--with", "top-k(many)")]
    [InlineData("window = 0", "see", "x", "--with", "sliding-window(0)")]
    [InlineData("recurrent", "see", "x", "--with", "gla + rope")]
    [InlineData("cannot be divided among 4 heads", "see", "x", "--width", "65")]
    [InlineData("4 heads cannot share 3 groups", "see", "x", "--with", "grouped-query(3)")]
    [InlineData("odd", "see", "x", "--with", "rope", "--width", "4")]
    [InlineData("--heads must be a whole number from 1 to 1024, not '0'", "see", "x", "--heads", "0")]
    [InlineData("no head 9", "see", "x", "--head", "9")]
    [InlineData("no choice of heads", "see", "x", "--head", "best")]
    [InlineData("no layer 5", "see", "x", "--layer", "5")]
    [InlineData("no query 3", "see", "ab", "--steps", "--query", "3")]
    [InlineData("Did you mean 'word'", "see", "x", "--by", "wrod")]
    [InlineData("--scale must be one of", "see", "x", "--scale", "huge")]
    [InlineData("--seed must be a whole number from -2147483648 to 2147483647", "see", "x", "--seed", "99999999999")]
    [InlineData("what fits: --width", "see", "x", "--width", "65536")]
    [InlineData("what fits: --width", "see", "x", "--layers", "1024", "--width", "16384")]
    [InlineData("add --steps", "see", "ab", "--query", "1")]
    [InlineData("not 'all'", "see", "ab", "--steps", "--head", "all")]
    [InlineData("leave out --steps or --out", "see", "ab", "--steps", "--out", "map.png")]
    [InlineData("does not exist", "see", "x", "--out", "missing-folder/map.png")]
    [InlineData(".xyz", "see", "x", "--out", "map.xyz")]
    [InlineData("no file 'nothing-here'", "see", "@nothing-here")]
    [InlineData("is a folder", "see", "@/")]
    [InlineData("no file or folder", "check", "nothing-here")]
    [InlineData("did you mean 'gla'", "explain", "glaa")]
    [InlineData("--draws", "laws", "alibi", "--draws", "0")]
    [InlineData("--nonsense", "see", "x", "--nonsense")]
    [InlineData("frobnicate", "frobnicate")]
    [InlineData("TEXT", "see")]
    public void It_is_refused_in_one_line(string says, params string[] args)
    {
        using var folder = new Folder();
        Assert.Contains(says, new Heed.Call(args) { WorkingFolder = folder.Path }.Run().AssertRefused());
        Assert.Empty(folder.Entries);
    }

    [Fact]
    public void Bytes_that_are_not_utf8_are_named_by_their_place() =>
        Assert.Contains("byte 3 is 0xFF", new Heed.Call("see", "-") { Input = [(byte)'a', (byte)'b', 0xFF] }.Run().AssertRefused());

    [Fact]
    public void Nothing_on_standard_input_is_an_empty_text() => Assert.Contains("empty", new Heed.Call("see", "-").Run().AssertRefused());

    [Fact]
    public void A_text_that_is_too_long_is_told_what_it_needs_and_what_fits()
    {
        var words = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("attention ", 10_000)));
        Assert.Contains("100,000 symbols are too many", new Heed.Call("see", "-") { Input = words }.Run().AssertRefused());
        var error = new Heed.Call("see", "-", "--seed", "1") { Input = words }.Run().AssertRefused();
        Assert.Contains("100,000 units", error);
        Assert.Contains("GB", error);
        Assert.Matches(@"the first [\d,]+ units", error);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_to_is_named()
    {
        Assert.SkipUnless(Directory.Exists("/proc/self"), "no read-only folder is known on this system");
        Assert.Contains("/proc", Heed.Run("see", "x", "--out", "/proc/map.png").AssertRefused());
    }

    [Fact]
    public void A_full_disk_is_named_and_left_as_it_was()
    {
        using var folder = new Folder();
        Assert.SkipUnless(Inside("true", folder).Code == 0, "this user may not mount a small disk");
        var run = Inside($"'{Path.Combine(Heed.Folder, "heed")}' see '{Heed.Sentence}' --out full/map.html; code=$?; "
            + "ls -A full >&2; exit $code", folder);
        Assert.Contains("No space left on device", run.AssertRefused());

        static Result Inside(string script, Folder folder)
        {
            var small = "mkdir -p full && mount -t tmpfs -o size=8k tmpfs full && { " + script + "; }";
            return new Heed.Process("-rm", "sh", "-c", small) { Program = "unshare", WorkingFolder = folder.Path }.Run();
        }
    }

    [Fact]
    public void A_pipe_that_closes_early_is_no_reason_to_complain()
    {
        var run =
            new Heed.Process("-c", $"'{Path.Combine(Heed.Folder, "heed")}' see '{Heed.Sentence}' | head -1") { Program = "/bin/sh" }.Run();
        Assert.Equal("language-model\n", run.AssertRan());
        Assert.Empty(run.Error);
    }

    [Theory]
    [InlineData("not valid JSON", "")]
    [InlineData("not valid JSON", "{ \"id\": \"alibi\", \"cases\": [ { \"name\"")]
    [InlineData("not valid JSON", "{ \"id\": NaN }")]
    [InlineData("not valid JSON", "\u0000\u0001\u0002")]
    [InlineData("id", "{ \"id\": \"alibi\", \"id\": \"rope\", \"cases\": [] }")]
    [InlineData("must be an object", "[1, 2]")]
    [InlineData("no cases", "{ \"id\": \"alibi\", \"cases\": [] }")]
    public void A_corrupt_golden_file_is_one_bad_line(string says, string content)
    {
        using var folder = new Folder();
        File.WriteAllText(folder["bad.json"], content);
        var run = Heed.Run("check", folder.Path);
        Assert.Equal(1, run.Code);
        var lines = run.Output.TrimEnd('\n').Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.Contains("bad file: ", lines[0]);
        Assert.Contains(says, lines[0]);
        Assert.Equal("0 passed, 1 failed, 0 skipped", lines[1]);
        Assert.Empty(run.Error);
    }

    [Fact]
    public void A_name_with_a_line_end_cannot_forge_a_result()
    {
        using var folder = new Folder();
        const string Tensor = "{ \"shape\": [0], \"data\": [] }";
        File.WriteAllText(folder["forged.json"],
            "{ \"id\": \"x\\n9 passed, 0 failed, 0 skipped\", \"cases\": [ { \"name\": \"a\", \"options\": {}, \"inputs\": {}, "
            + $"\"outputs\": {{ \"output\": {Tensor} }}, \"tolerance\": {{ \"rtol\": 0, \"atol\": 0 }} }} ] }}");
        var lines = Heed.Run("check", folder.Path).AssertRan().TrimEnd('\n').Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.EndsWith(": unknown id", lines[0]);
    }
}
