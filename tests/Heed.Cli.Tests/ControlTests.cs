using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Heed.Cli.Tests;

/// <summary>No text of anybody can command the terminal: every control is sent through the messages of every verb.</summary>
public sealed class ControlTests : IDisposable
{
    /// <summary>What a file's name may hold; all that commands a terminal but the end of a text in C.</summary>
    private static readonly string Hostile = $"a{string.Concat(Controls.Where(c => c != '\0'))}b";

    private readonly Folder folder = new();

    public ControlTests()
    {
        File.WriteAllText(folder["pairs.tsv"], string.Concat(Enumerable.Range(0, 60).Select(i => $"{Line}{i}\t{Line}\n")) + Line + "\n");
        File.WriteAllText(folder[Hostile + ".txt"], string.Concat(Enumerable.Repeat(Hostile, 40)));
        Json("bad.json", new { id = Hostile, cases = new[] { Case } });
        Json("worse.json", new Dictionary<string, object> { [Hostile] = Hostile, ["id"] = 1 });
        File.WriteAllText(folder["case.json"], File.ReadAllText(Path.Combine(Heed.Root, "tests", "Golden", "causal.json"))
            .Replace("\"name\":\"", "\"name\":\"" + JsonEncodedText.Encode(Hostile)));
        Directory.CreateDirectory(folder[Hostile]);
        Model("model", card => card["data"]!["name"] = Hostile);
        Model("kind", card => card["spec"]!["kind"] = Hostile);
        Model("tensor", _ => { });
        var weights = folder["tensor/model.safetensors"];
        var header = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>
        {
            [Hostile] = new { dtype = "F32", shape = new[] { 1 }, data_offsets = new[] { 0, 4 } },
        });
        File.WriteAllBytes(weights, [.. BitConverter.GetBytes((long)header.Length), .. header, 0, 0, 0, 0]);
    }

    public static TheoryData<string> Calls() =>
    [
        "see|§", "see|§|--heads|2", "see|§|--steps", "see|§|--model|numbers-transformer", "see|§|--by|word", "see|§|--by|cl100k",
        "see|x|--with|§", "see|x|--with|causal + alibi(§)", "see|x|--model|§", "see|x|--by|§", "see|x|--head|§", "see|x|--scale|§",
        "see|x|--ramp|§", "see|x|--theme|§", "see|x|--colour|§", "see|x|--seed|§", "see|x|--out|§.png", "see|x|--out|no§/x.png",
        "see|x|--out|x.§", "see|@no§", "see|@§", "see|@§.txt|--heads|2", "see|x|--§", "see|x|--model|kind", "see|x|--model|tensor",
        "list|§", "explain|§", "explain|alibi|--store|§", "explain|alibi|--store|no§.sqlite", "laws|§", "laws|alibi|--draws|§",
        "check|no§", "check|bad.json", "check|worse.json", "check|case.json", "check|bad.json|--json", "check|§",
        "train|§", "train|§|--data|dates|--out|r1", "train|luong|--data|no§|--out|r2", "train|luong|--data|dates|--by|§|--out|r3",
        "train|luong|--data|pairs.tsv|--steps|1|--width|8|--out|§run",
        "train|luong|--data|dates|--attention|§|--out|r5",
        "train|language-model|--data|§.txt|--steps|1|--width|8|--context|4|--heads|1|--out|r6",
        "train|--resume|--out|§", "train|--resume|--out|kind",
        "apply|§|x", "apply|numbers-transformer|§", "apply|numbers-transformer|§|--json", "apply|numbers-transformer|one|--map|no§/x.png",
        "apply|numbers-transformer|one|--map|§.json", "apply|character-lm|§|--longest|3", "apply|character-lm|§|--longest|3|--beam|2",
        "apply|character-lm|§|--longest|3|--json", "apply|tensor|x", "evaluate|§|--data|dates", "evaluate|numbers-transformer|--data|§",
        "evaluate|model|--data|numbers-de(to=99, train=60, validation=10, test=15)", "evaluate|model|--data|dates|--split|§",
        "data|§", "data|no§", "data|pairs.tsv", "data|pairs.tsv|--json", "data|pairs.tsv|--by|characters", "data|§.txt",
        "data|numbers-de(§)",
        "data|cmudict|--npm|§|--to|to", "history|--data|§|--out|h", "history|--again|--out|§", "history|--data|§.txt|--out|h",
        "bench plan|--suite|§", "bench plan|--tasks|§", "bench plan|--mechanisms|§", "bench plan|--seeds|§", "bench plan|--store|§",
        "bench plan|--tasks|fidelity|--mechanisms|alibi|--out|§.json", "bench plan|--tasks|fidelity|--mechanisms|alibi|--out|no§/p.json",
        "bench cell|§|alibi", "bench cell|fidelity|§", "bench cell|fidelity|alibi|--size|§", "bench cell|fidelity|alibi|--data|§no",
        "bench export|§", "bench export|no§.sqlite", "report|§", "report|no§.sqlite", "report|x.sqlite|--compare|§", "§", "--§",
    ];

    public void Dispose() => folder.Dispose();

    [Theory, MemberData(nameof(Calls))]
    public void No_control_gets_out(string call)
    {
        foreach (var hostile in (string[])[Hostile, "a\0b"])
        {
            var words = call.Split('|');
            string[] args = [.. words[0].Split(' '), .. words[1..]];
            args = [.. args.Select(word => word.Replace("§", hostile))];
            var run = new Heed.Call(args) { WorkingFolder = folder.Path }.Run();
            Assert.DoesNotContain(run.Output + run.Error, c => c is not ('\n' or '\t') && Controls.Contains(c));
            if (run.Code != 0 && !args.Contains("check")) Assert.StartsWith("heed: ", run.Error.TrimEnd('\n').Split('\n')[^1]);
            if (run.Code == 0 && args.Contains("--json")) Assert.NotNull(JsonNode.Parse(run.Output));
        }
    }

    [Fact]
    public void A_text_that_is_read_is_as_safe_as_one_that_is_given()
    {
        var run = new Heed.Call("apply", "character-lm", "-", "--longest", "3") { Input = Encoding.UTF8.GetBytes(Hostile) }.Run();
        Assert.DoesNotContain(run.AssertRan(), c => c is not ('\n' or '\t') && Controls.Contains(c));
        Assert.Contains("\\u001B", run.Output);
    }

    [Fact]
    public void What_npm_says_is_as_safe()
    {
        Assert.SkipUnless(File.Exists("/bin/sh"), "the npm of this test is a script");
        File.WriteAllText(folder["said"], Hostile);
        File.WriteAllText(folder["npm"], $"#!/bin/sh\ncat '{folder["said"]}' >&2\nexit 1\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder["npm"], (UnixFileMode)0b111_101_101);
        var error = Heed.Run("data", "cmudict", "--npm", folder["npm"], "--to", folder["to"]).AssertRefused();
        Assert.DoesNotContain(error, c => c != '\n' && Controls.Contains(c));
        Assert.Contains("\\u001B", error);
    }

    private static char[] Controls =>
    [
        .. Enumerable.Range(0, 0x3000).Select(i => (char)i).Where(char.IsControl),
        '\u061C', '\u200E', '\u200F', '\u2028', '\u2029', .. "\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069",
    ];

    private static string Line => Hostile.Replace("\n", "").Replace("\r", "").Replace("\t", "");

    private static object Case =>
        new { name = Hostile, options = new { }, inputs = new { }, outputs = new { output = Empty }, tolerance = Zero };

    private static object Empty => new { shape = new[] { 0 }, data = Array.Empty<int>() };

    private static object Zero => new { rtol = 0, atol = 0 };

    private void Json(string name, object content) => File.WriteAllText(folder[name], JsonSerializer.Serialize(content));

    private void Model(string name, Action<JsonNode> change)
    {
        Directory.CreateDirectory(folder[name]);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Heed.Folder, "heed-models", "numbers-transformer")))
            File.Copy(file, Path.Combine(folder[name], Path.GetFileName(file)));
        var card = JsonNode.Parse(File.ReadAllText(folder[name + "/model.json"]))!;
        change(card);
        File.WriteAllText(folder[name + "/model.json"], card.ToJsonString());
    }
}
