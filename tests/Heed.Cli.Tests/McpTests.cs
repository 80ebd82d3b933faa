using System.Text.Json;
using System.Text.RegularExpressions;
using ModelContextProtocol.Protocol;

namespace Heed.Cli.Tests;

/// <summary>The server as a client meets it: a process, and the client of the protocol's own library.</summary>
public sealed class McpTests(McpServed served) : IClassFixture<McpServed>
{
    private static readonly byte[] Png = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Folder Inside => served.Inside;

    private Folder Outside => served.Outside;

    [Fact]
    public async Task It_has_four_tools_which_only_read()
    {
        var tools = await served.Client.ListToolsAsync(cancellationToken: Cancel);
        Assert.Equal(["check", "explain", "laws", "see"], tools.Select(t => t.Name).Order());
        Assert.All(tools, t => Assert.True(t.ProtocolTool.Annotations is { ReadOnlyHint: true, OpenWorldHint: false }));
        Assert.All(tools, t => Assert.DoesNotContain("cancel", t.JsonSchema.ToString()));
        Assert.Equal("heed", served.Client.ServerInfo?.Name);
    }

    [Fact]
    public async Task Words_are_those_of_the_command()
    {
        Assert.Equal(Heed.Run("explain", "alibi", "--no-picture").AssertRan(), await Said("explain", new() { ["expression"] = "alibi" }));
        Assert.Equal(Heed.Run("laws", "rope", "--draws", "3").AssertRan(),
            await Said("laws", new() { ["expression"] = "rope", ["draws"] = 3 }));
    }

    [Fact]
    public async Task Numbers_that_differ_are_a_result_and_no_error()
    {
        var golden = Path.Combine(Heed.Root, "tests", "Golden", "sliding-window.json");
        Directory.CreateDirectory(Inside["golden"]);
        File.Copy(golden, Inside["golden/right.json"]);
        Assert.Contains(" 0 failed", await Said("check", new() { ["path"] = "golden" }));
        File.WriteAllText(Inside["golden/wrong.json"], File.ReadAllText(golden).Replace("\"window\":3", "\"window\":4"));
        Assert.Contains("DIFFERS", await Said("check", new() { ["path"] = "golden/../golden/wrong.json" }));
    }

    [Fact]
    public async Task A_map_comes_as_a_picture_and_the_same_of_a_text_and_of_a_file()
    {
        const string Text = "@ab - é\n";
        File.WriteAllText(Inside["text.txt"], Text + "\n");
        var of = await Call("see", new() { ["text"] = Text, ["with"] = "alibi + causal", ["by"] = "character", ["head"] = "all" });
        Assert.True(of.IsError is not true, Words(of));
        var image = Assert.Single(of.Content.OfType<ImageContentBlock>());
        Assert.Equal("image/png", image.MimeType);
        Assert.Equal(Png, image.DecodedData.ToArray()[..8]);
        Assert.Contains("8 queries × 8 keys", Words(of));
        var same = await Call("see", new() { ["file"] = "link/text.txt", ["with"] = "alibi + causal", ["head"] = "all" });
        Assert.Equal(image.DecodedData.ToArray(), Assert.Single(same.Content.OfType<ImageContentBlock>()).DecodedData.ToArray());
        var learned = await Call("see", new() { ["text"] = "seven", ["model"] = "numbers-transformer" });
        Assert.Contains("numbers-transformer", Words(learned));
        Assert.Single(learned.Content.OfType<ImageContentBlock>());
    }

    [Theory]
    [InlineData("explain", """{"expression": "alibbi"}""", "did you mean 'alibi'")]
    [InlineData("explain", """{"expression": "--store=x.sqlite"}""", "--store")]
    [InlineData("explain", "{}", "needs the argument 'expression'")]
    [InlineData("explain", """{"expresion": "alibi"}""", "has no argument 'expresion'; it has expression")]
    [InlineData("explain", """{"expression": null}""", "needs the argument 'expression'")]
    [InlineData("explain", """{"expression": 7}""", "An argument of the tool 'explain' has the wrong type.")]
    [InlineData("laws", """{"expression": "alibi", "draws": 0}""", "from 1 to 10000, not '0'")]
    [InlineData("see", "{}", "either a text or a file")]
    [InlineData("see", """{"text": "x", "file": "x"}""", "either a text or a file")]
    [InlineData("see", """{"text": ""}""", "The text is empty")]
    [InlineData("see", """{"text": "x", "with": "--out"}""", "'--out'")]
    [InlineData("see", """{"text": "x", "head": "9"}""", "head 9")]
    [InlineData("see", """{"file": "nothing"}""", "There is no file 'nothing'")]
    [InlineData("check", """{"path": "nothing"}""", "There is no file or folder 'nothing'")]
    [InlineData("see", """{"text": "x", "model": "numbers-transformr"}""", "did you mean 'numbers-transformer'")]
    public async Task What_is_wrong_is_an_error_of_one_line(string tool, string arguments, string says) =>
        Assert.Contains(says, await Refused(tool, JsonSerializer.Deserialize<Dictionary<string, object?>>(arguments)!));

    [Theory]
    [InlineData("{0}/secret.json")]
    [InlineData("../{1}/secret.json")]
    [InlineData("a/../../{1}/secret.json")]
    [InlineData("file-link")]
    [InlineData("folder-link/secret.json")]
    [InlineData("folder-link")]
    [InlineData("holder")]
    [InlineData("inner/../../{1}/secret.json")]
    [InlineData("circle")]
    public async Task What_lies_outside_cannot_be_read(string path)
    {
        path = string.Format(null, path, Outside.Path, Path.GetFileName(Outside.Path));
        foreach (var (tool, argument) in ((string, string)[])[("check", "path"), ("see", "file"), ("see", "model")])
        {
            var arguments = new Dictionary<string, object?> { [argument] = path };
            if (argument == "model") arguments["text"] = "x";
            var error = await Refused(tool, arguments);
            Assert.Matches("lies outside|leads in a circle", error);
        }
    }

    [Fact]
    public async Task A_call_that_is_cancelled_makes_room_for_the_next()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var arguments = new Dictionary<string, object?> { ["expression"] = "rope + causal", ["draws"] = 10_000 };
        var running = served.Client.CallToolAsync("laws", arguments, cancellationToken: stop.Token).AsTask();
        Assert.NotEmpty(await served.Client.ListToolsAsync(cancellationToken: Cancel));              // it listens meanwhile
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Contains("alibi", await Said("explain", new() { ["expression"] = "alibi" }));
    }

    [Fact]
    public void Nothing_but_the_protocol_stands_on_standard_output()
    {
        var run = new Heed.Process("mcp") { WorkingFolder = Inside.Path }.Run();
        Assert.Equal((0, "", ""), (run.Code, run.Output, run.Error));
    }

    [Fact]
    public void The_guide_says_how_to_start_it()
    {
        var guide = File.ReadAllText(Path.Combine(Heed.Root, "docs", "guide", "mcp.md"));
        using var shown = JsonDocument.Parse(Regex.Match(guide, "(?s)```json\n(.*?)```").Groups[1].Value);
        var server = shown.RootElement.GetProperty("mcpServers").GetProperty("heed");
        Assert.Equal(("heed", "mcp"), (server.GetProperty("command").GetString(), server.GetProperty("args")[0].GetString()));
        var tools = Regex.Matches(guide, @"(?m)^\| `(\w+)` \|").Select(m => m.Groups[1].Value);
        Assert.Equal(["explain", "laws", "check", "see"], tools);
    }

    private async Task<CallToolResult> Call(string tool, Dictionary<string, object?> arguments) =>
        await served.Client.CallToolAsync(tool, arguments, cancellationToken: Cancel);

    private async Task<string> Said(string tool, Dictionary<string, object?> arguments)
    {
        var result = await Call(tool, arguments);
        Assert.True(result.IsError is not true, Words(result));
        return Words(result);
    }

    private async Task<string> Refused(string tool, Dictionary<string, object?> arguments)
    {
        var result = await Call(tool, arguments);
        Assert.True(result.IsError);
        Assert.DoesNotContain("\n", Words(result));
        Assert.Matches("[.?]$", Words(result));
        return Words(result);
    }

    private static string Words(CallToolResult result) => Assert.Single(result.Content.OfType<TextContentBlock>()).Text;
}
