using System.Text;
using Heed.Maps;

namespace Heed.Cli.Tests;

public sealed class SeeTests
{
    public static TheoryData<string> Extensions() => [.. MapFile.Renderers.Select(r => r.Extension)];

    [Fact]
    public void A_sentence_is_drawn_and_says_that_the_weights_are_untrained()
    {
        var output = Heed.Run("see", Heed.Sentence, "--with", "scaled-dot-product").AssertRan();
        Assert.Contains("Hi,␣how␣are␣you␣doing,␣hope␣everything␣is␣well?", output);
        Assert.Contains("untrained weights: what you see is similarity", output);
        Assert.DoesNotContain('\u001b', output);
    }

    [Fact]
    public void Without_more_said_the_trained_model_is_shown_and_named()
    {
        var output = Heed.Run("see", Heed.Sentence).AssertRan();
        Assert.Contains("trained model character-lm", output);
        Assert.DoesNotContain("untrained", output);
        Assert.Equal(output, Heed.Run("see", Heed.Sentence, "--model", "character-lm").AssertRan());
    }

    [Fact]
    public void A_text_longer_than_the_model_learned_from_is_shown_and_that_is_said()
    {
        var result = Heed.Run("see", string.Concat(Enumerable.Repeat("the cat sat. ", 8)), "--model", "character-lm");
        result.AssertRan();
        Assert.Contains("learned from 64 symbols at once, and this text has 104", result.Error);
    }

    [Theory, MemberData(nameof(Extensions))]
    public void Every_kind_of_file_is_written_whole_and_the_same_each_time(string extension)
    {
        using var folder = new Folder();
        var (first, second) = (folder["first" + extension], folder["second" + extension]);
        Heed.Run("see", Heed.Sentence, "--out", first).AssertRan();
        Heed.Run("see", Heed.Sentence, "--out", second).AssertRan();
        Assert.True(new FileInfo(first).Length > 1000);
        Assert.Equal(File.ReadAllBytes(first), File.ReadAllBytes(second));
        Assert.Equal(2, folder.Entries.Length);
    }

    [Fact]
    public void Several_files_may_follow_and_the_text_may_come_last()
    {
        using var folder = new Folder();
        Heed.Run("see", "abc", "--out", folder["a.json"], folder["a.csv"], "--seed", "2").AssertRan();
        Heed.Run("see", "--seed", "2", "--out", folder["b.json"], "abc").AssertRan();
        Assert.Equal(File.ReadAllBytes(folder["a.json"]), File.ReadAllBytes(folder["b.json"]));
        Assert.Equal(3, folder.Entries.Length);
        Heed.Run("see", "--out", folder["c.png"]).AssertRefused();
    }

    [Theory]
    [InlineData("character", 47)]
    [InlineData("word", 12)]
    [InlineData("cl100k", 12)]
    [InlineData("o200k", 12)]
    public void The_numbers_read_back_are_shares_of_every_unit(string unit, int count)
    {
        var map = Read(Heed.Sentence, "--by", unit, "--heads", "2");
        Assert.Equal((count, count, 2), (map.Queries, map.Keys, map.Heads));
        Assert.All(map.KeyLabels, label => Assert.Equal(label.Text, Heed.Sentence.Substring(label.Start, label.Length)));
        for (var head = 0; head < map.Heads; head++)
            for (var query = 0; query < count; query++)
                Assert.Equal(1, map.Row(0, head, query).ToArray().Sum(w => (double)w), 1e-5);
    }

    [Fact]
    public void The_same_character_gets_the_same_row_when_nothing_tells_their_places()
    {
        var map = Read("abca");
        Assert.Equal(map.Row(0, 0, 0).ToArray(), map.Row(0, 0, 3).ToArray());
    }

    [Fact]
    public void What_a_mechanism_hides_is_masked_and_nothing_else()
    {
        var map = Read("abcdef", "--with", "sliding-window(2)");
        for (var i = 0; i < 6; i++)
            for (var j = 0; j < 6; j++)
                Assert.Equal(j > i || j <= i - 2, map.IsMasked(0, 0, i, j));
    }

    [Fact]
    public void Weights_that_are_never_formed_are_called_effective() =>
        Assert.Contains(Read("abcdef", "--with", "gated-delta-net").Provenance.Notes, note => note.Contains("Attend(V = I)"));

    [Fact]
    public void Another_seed_is_another_picture() =>
        Assert.NotEqual(Read("abcdef").Weights.ToArray(), Read("abcdef", "--seed", "2").Weights.ToArray());

    [Fact]
    public void A_text_may_come_from_a_file_or_from_standard_input()
    {
        using var folder = new Folder();
        File.WriteAllText(folder["text.txt"], "\uFEFFabc\n");
        var fromFile = Heed.Run("see", "@" + folder["text.txt"]).AssertRan();
        Assert.Equal(Heed.Run("see", "abc").AssertRan(), fromFile);
        Assert.Equal(fromFile, new Heed.Call("see", "-") { Input = Encoding.UTF8.GetBytes("abc\n") }.Run().AssertRan());
    }

    [Theory]
    [InlineData(20)]
    [InlineData(33)]
    [InlineData(80)]
    [InlineData(120)]
    public void No_line_is_wider_than_the_window(int columns)
    {
        var output = new Heed.Process("see", Heed.Sentence) { Environment = { ["COLUMNS"] = $"{columns}" } }.Run().AssertRan();
        Assert.All(output.Split('\n'), line => Assert.True(line.Length <= columns, line));
    }

    [Fact]
    public void Colours_are_drawn_when_they_are_asked_for() =>
        Assert.Contains("\u001b[48;2;", Heed.Run("see", "abc", "--colour", "24bit").AssertRan());

    [Theory]
    [InlineData(null, true)]
    [InlineData("1", false)]
    public void A_terminal_gets_colours_unless_it_asks_for_none(string? noColour, bool coloured)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script"), "no terminal can be made without the command 'script'");
        var terminal = new Heed.Process("-qec", $"stty cols 80 rows 40; '{Path.Combine(Heed.Folder, "heed")}' see abc", "/dev/null")
        { Program = "/usr/bin/script", Environment = { ["NO_COLOR"] = noColour, ["TERM"] = "xterm-256color", ["COLORTERM"] = null } };
        var output = terminal.Run().AssertRan();
        Assert.Contains("language-model", output);
        Assert.Equal(coloured, output.Contains("\u001b[48;5;"));
        Assert.Equal(coloured, System.Text.RegularExpressions.Regex.IsMatch(output, "\u001b\\[[0-9;]*m"));
    }

    /// <summary>The numbers of an untrained layer.</summary>
    private static AttentionMap Read(string text, params string[] options)
    {
        using var folder = new Folder();
        Heed.Run(["see", text, "--out", folder["map.json"], .. options.Contains("--seed") ? options : ["--seed", "1", .. options]])
            .AssertRan();
        using var stream = File.OpenRead(folder["map.json"]);
        return MapJson.Read(stream);
    }
}
