using System.Globalization;
using System.Text.RegularExpressions;
using Heed.Maps;

namespace Heed.Cli.Tests;

/// <summary>Cache policies, chosen blocks, and which way a mechanism is computed, as a picture tells them.</summary>
public sealed class SeePolicyTests
{
    private const string Text = "the cat sat on the mat";

    [Theory]
    [InlineData("h2o(heavy: 4, recent: 3)", 8)]                                            // seven held, and its own key
    [InlineData("h2o(heavy=4, recent=3)", 8)]
    [InlineData("streaming-llm(2, 4)", 6)]
    public void A_policy_says_what_is_kept_and_draws_what_is_gone(string policy, int kept)
    {
        var map = Read("--policy", policy);
        for (var head = 0; head < map.Heads; head++)
            for (var query = 0; query < map.Queries; query++)
            {
                Assert.Equal(Math.Min(query + 1, kept),
                    Enumerable.Range(0, map.Keys).Count(key => !map.IsMasked(0, head, query, key)));
                Assert.All(Enumerable.Range(0, map.Keys).Where(key => map.IsMasked(0, head, query, key)),
                    key => Assert.Equal(0, map[0, head, query, key]));
            }

        var note = Assert.Single(map.Provenance.Notes, n => n.Contains("full cache"));
        Assert.Contains($"the last token reads {kept} of 22 keys a head, {kept * 128} of 2816 bytes in float32", note);
        Assert.InRange(double.Parse(Regex.Match(note, @"by (\S+) of").Groups[1].Value, CultureInfo.InvariantCulture), 0.01, 1);
    }

    [Fact]
    public void A_policy_that_lets_go_of_nothing_changes_nothing() =>
        Assert.Contains(Read("--policy", "h2o(heavy=40, recent=40)").Provenance.Notes,
            n => n.Contains("reads 22 of 22 keys") && n.EndsWith("by 0 of their size", StringComparison.Ordinal));

    [Fact]
    public void Blocks_that_were_not_chosen_are_drawn_as_hidden()
    {
        var map = Read("--with", "moba(4, 2)");
        Assert.Equal(map.Heads, map.Mask!.Planes);
        for (var head = 0; head < map.Heads; head++)
            for (var query = 0; query < map.Queries; query++)
                Assert.InRange(Enumerable.Range(0, map.Keys).Count(key => !map.IsMasked(0, head, query, key)), 1, 8);
    }

    [Theory]
    [InlineData("qk-rms-norm + rope + grouped-query(2) + sliding-window(8) + learned-sink + output-gate", "computed by the kernel")]
    [InlineData("moba(4)", "computed by the kernel")]
    [InlineData("sparsemax", "computed by the definition: sparsemax must see all scores")]
    [InlineData("gla", "computed by the kernel")]
    [InlineData("nystrom", "computed by the definition: 'nystrom' has no kernel")]
    public void A_picture_says_which_way_its_mechanism_is_computed(string with, string says) =>
        Assert.Contains(Read("--with", with).Provenance.Notes, n => n.Contains(says));

    [Fact]
    public void Weights_before_a_gate_are_said_to_be_so()
    {
        var map = Read("--with", "output-gate");
        Assert.Contains(map.Provenance.Notes, n => n.Contains("a later part also scales what is read"));
        Assert.DoesNotContain(map.Provenance.Notes, n => n.Contains("Attend(V = I)"));
        Assert.Equal(1, Enumerable.Range(0, map.Keys).Sum(key => map[0, 0, 5, key]), 1e-5);
    }

    [Theory]
    [InlineData("sigmoid", "sees later ones too")]
    [InlineData("h2p", "did you mean 'h2o'?")]
    public void What_is_no_policy_is_refused(string policy, string says) =>
        Assert.Contains(says, Heed.Run("see", Text, "--policy", policy).AssertRefused());

    [Fact]
    public void A_trained_model_takes_no_policy() =>
        Assert.Contains("--policy is for untrained layers",
            Heed.Run("see", Text, "--model", "character-lm", "--policy", "tova").AssertRefused());

    private static AttentionMap Read(params string[] options)
    {
        using var folder = new Folder();
        Heed.Run(["see", Text, .. options, "--out", folder["map.json"]]).AssertRan();
        using var stream = File.OpenRead(folder["map.json"]);
        return MapJson.Read(stream);
    }
}
