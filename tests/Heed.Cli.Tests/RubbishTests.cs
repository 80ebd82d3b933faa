using System.Text.Json.Nodes;

namespace Heed.Cli.Tests;

/// <summary>What no verb can work with: one line that says so, an exit code that is not 0, and nothing left behind.</summary>
public sealed class RubbishTests : IDisposable
{
    private readonly Folder folder = new();

    public RubbishTests()
    {
        File.WriteAllBytes(folder["binary"], [.. Enumerable.Range(0, 3000).Select(i => (byte)(255 - (i % 256)))]);
        File.WriteAllText(folder["empty"], "");
        File.WriteAllText(folder["one.tsv"], "a\tb\n");
        File.WriteAllLines(folder["pairs.tsv"], Enumerable.Range(0, 200).Select(i => $"{i}\t{7 * i}"));
        File.WriteAllLines(folder["text.txt"], Enumerable.Range(0, 3000).Select(i => $"{i}"));
        File.WriteAllText(folder["empty.json"], "");
        Directory.CreateDirectory(folder["folder"]);
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("'binary' is not valid UTF-8: byte 1", "see", "@binary")]
    [InlineData("empty", "see", "@empty")]
    [InlineData("no renderer", "see", "x", "--out", "folder")]
    [InlineData("'binary' is a file", "see", "x", "--model", "binary")]
    [InlineData("no 'model.json'", "see", "x", "--model", "folder")]
    [InlineData("does not exist", "see", "x", "--out", "binary/map.png")]
    [InlineData("into the folder '/proc'", "see", "x", "--out", "/proc/map.png")]
    [InlineData("a width of 5 is odd", "see", "x", "--with", "rope", "--width", "5", "--heads", "1")]
    [InlineData("--layers must be a whole number from 1 to 1024, not '-1'", "see", "x", "--layers", "-1")]
    [InlineData("--layers must be", "see", "x", "--heads", "64", "--layers", "2147483647")]
    [InlineData("no text unit 'nope'", "see", "x", "--by", "nope")]
    [InlineData("Expected the name", "laws", "")]
    [InlineData("--draws must be a whole number from 1 to 10000", "laws", "alibi", "--draws", "-1")]
    [InlineData("4 heads cannot share 3 groups", "laws", "grouped-query(3)")]
    [InlineData("holds something else", "explain", "alibi", "--store", "binary")]
    [InlineData("is a folder", "explain", "alibi", "--store", "folder")]
    [InlineData("'x'", "list", "x")]
    [InlineData("no .json files", "check", "folder")]
    [InlineData("--longest must be a whole number from 1 to 100000, not '0'", "apply", "character-lm", "x", "--longest", "0")]
    [InlineData("--temperature must be a number from 1E-06", "apply", "character-lm", "x", "--temperature", "-1")]
    [InlineData("--temperature must be a number from 1E-06", "apply", "character-lm", "x", "--temperature", "NaN")]
    [InlineData("--top-k must be", "apply", "character-lm", "x", "--top-k", "-1")]
    [InlineData("--top-p must be", "apply", "character-lm", "x", "--top-p", "2")]
    [InlineData("--beam must be a whole number from 1 to 1000, not '0'", "apply", "character-lm", "x", "--beam", "0")]
    [InlineData("--beam must be a whole number from 1 to 1000", "apply", "numbers-transformer", "seven", "--beam", "2147483647")]
    [InlineData("into the folder '/proc'", "apply", "numbers-transformer", "seven", "--map", "/proc/map.png")]
    [InlineData("--beam must be a whole number from 1 to 1000", "evaluate", "numbers-transformer", "--data", "numbers-de", "--beam", "0")]
    [InlineData("--most must be a whole number from 1", "evaluate", "numbers-transformer", "--data", "numbers-de", "--most", "0")]
    [InlineData("Unknown spelling 'nope'", "evaluate", "numbers-transformer", "--data", "numbers-de", "--by", "nope")]
    [InlineData("Unknown spelling 'nope'", "data", "numbers-de", "--by", "nope")]
    [InlineData("not valid UTF-8", "data", "binary")]
    [InlineData("no file *.train", "data", "folder")]
    [InlineData("cannot be started", "data", "cmudict", "--npm", "no-such-npm", "--to", "to")]
    [InlineData("is a file", "train", "rnn-search", "--data", "pairs.tsv", "--out", "binary")]
    [InlineData("leaves nothing to validate with", "train", "rnn-search", "--data", "one.tsv", "--out", "run")]
    [InlineData("--minutes must be a number", "train", "rnn-search", "--data", "pairs.tsv", "--out", "run", "--minutes", "NaN")]
    [InlineData("--feed-forward must be a whole", "train", "transformer", "--data", "pairs.tsv", "--out", "run", "--feed-forward", "0")]
    [InlineData("--context must be a whole", "train", "language-model", "--data", "text.txt", "--out", "run", "--context", "0")]
    [InlineData("--threads must be a whole", "train", "luong", "--data", "pairs.tsv", "--out", "run", "--threads", "2147483647")]
    [InlineData("no folder 'binary'", "train", "--resume", "--out", "binary")]
    [InlineData("cannot have about 1 param", "history", "--data", "pairs.tsv", "--out", "run", "--parameters", "1", "--steps", "1")]
    [InlineData("--threads must be a whole number from 1 to", "history", "--data", "pairs.tsv", "--out", "run", "--threads", "0")]
    [InlineData("not a plan", "bench", "--suite", "empty.json")]
    [InlineData("--jobs must be a whole number from 1 to", "bench", "--jobs", "0")]
    [InlineData("--jobs must be a whole number from 1 to", "bench", "plan", "--jobs", "-1")]
    [InlineData("--threads must be a whole number from 1 to", "bench", "cell", "fidelity", "alibi", "--threads", "2147483647")]
    [InlineData("no folder 'nowhere'", "bench", "cell", "fidelity", "alibi", "--data", "nowhere")]
    [InlineData("is a folder", "bench", "export", "folder")]
    [InlineData("holds something else", "report", "binary")]
    public void It_is_refused_in_one_line_and_leaves_nothing(string says, params string[] args)
    {
        Assert.SkipWhen(args.Contains("/proc/map.png") && !Directory.Exists("/proc/self"), "no folder is known that takes no files");
        var before = folder.Entries;
        Assert.Contains(says, new Heed.Call(args) { WorkingFolder = folder.Path }.Run().AssertRefused());
        Assert.Equal(before.Order(), folder.Entries.Order());
    }

    [Fact]
    public void What_the_native_library_refuses_is_one_line_without_its_stack()
    {
        var model = Directory.CreateDirectory(folder["model"]);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Heed.Folder, "heed-models", "numbers-transformer")))
            File.Copy(file, Path.Combine(model.FullName, Path.GetFileName(file)));
        var card = JsonNode.Parse(File.ReadAllText(folder["model/model.json"]))!;
        card["spec"]!["feed_forward"] = 0;                                                    // weights are drawn from ± 1/√0
        File.WriteAllText(folder["model/model.json"], card.ToJsonString());
        Assert.DoesNotContain("frame #", new Heed.Call("apply", "model", "seven") { WorkingFolder = folder.Path }.Run().AssertRefused());
    }

    [Fact]
    public void A_file_that_cannot_be_computed_keeps_no_other_from_being_checked()
    {
        var good = File.ReadAllText(Path.Combine(Heed.Root, "tests", "Golden", "causal.json"));
        Directory.CreateDirectory(folder["golden/one"]);
        Directory.CreateDirectory(folder["golden/two"]);
        File.WriteAllText(folder["golden/one/a.json"], Golden("causal", heads: 0, keys: 2));
        File.WriteAllText(folder["golden/one/b.json"], Golden("sparsemax", heads: 1, keys: 0));
        File.WriteAllText(folder["golden/one/c.json"], Golden("luong-dot", heads: 0, keys: 0));
        File.WriteAllText(folder["golden/one/d.json"], "null");
        File.WriteAllText(folder["golden/one/e.json"], "{ \"id\": \"causal\", \"cases\": [ null ] }");
        File.WriteAllText(folder["golden/one/f.json"], "{ \"id\": \"causal\", \"cases\": [ { \"name\": \"a\" } ] }");
        File.WriteAllText(folder["golden/one/g.json"], "{ \"id\": \"\\ud800\", \"cases\": [] }");
        File.WriteAllText(folder["golden/one/same.json"], good);
        File.WriteAllText(folder["golden/two/same.json"], good);
        var run = new Heed.Call("check", "golden") { WorkingFolder = folder.Path }.Run();
        Assert.Empty(run.Error);
        Assert.Equal(1, run.Code);
        var lines = run.Output.TrimEnd('\n').Split('\n');
        Assert.All("abcdefg", c => Assert.StartsWith($"golden/one/{c}.json: ", Assert.Single(lines, l => l.Contains($"/{c}.json"))));
        Assert.All("defg", c => Assert.Contains(": bad file: ", lines.Single(l => l.Contains($"/{c}.json"))));
        Assert.Contains(lines, l => l.StartsWith("golden/two/same.json: causal/", StringComparison.Ordinal) && l.EndsWith(": ok"));
        Assert.Equal(lines.Count(l => l.Contains("one/same.json: ")), lines.Count(l => l.Contains("two/same.json: ")));
        Assert.Matches(@"^\d+ passed, \d+ failed, 0 skipped$", lines[^1]);
    }

    private static string Golden(string id, int heads, int keys)
    {
        string Tensor(int rows)
        {
            var ones = string.Join(", ", Enumerable.Repeat(1, 2 * heads * rows));
            return $$"""{ "shape": [1, {{heads}}, {{rows}}, 2], "data": [{{ones}}] }""";
        }

        return $$"""
            { "id": "{{id}}", "cases": [ { "name": "a", "options": {},
              "inputs": { "q": {{Tensor(2)}}, "k": {{Tensor(keys)}}, "v": {{Tensor(keys)}} },
              "outputs": { "output": {{Tensor(2)}} }, "tolerance": { "rtol": 0, "atol": 0 } } ] }
            """;
    }
}
