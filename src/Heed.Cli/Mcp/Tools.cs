using System.ComponentModel;
using System.Text;
using Heed.Cli.Terminal;
using Heed.Maps;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Heed.Cli.Mcp;

/// <summary>What a client can call: verbs of the command, which do the work, and whose bounds hold.</summary>
/// <param name="files">The files that it may name.</param>
internal sealed class Tools(FilesBelow files)
{
    private const string Expression = "A mechanism by name or composed, for example \"alibi\" or \"rope + sliding-window(8) + sparsemax\".";

    private readonly SemaphoreSlim oneAtATime = new(1);

    public IEnumerable<McpServerTool> All =>
    [
        Tool(Explain, "explain", "Explain an attention mechanism: card, formula, laws, relations, cost and measured results."),
        Tool(Laws, "laws", "Check which laws a mechanism keeps. A promised law must hold on every draw, and any other must fail on one."),
        Tool(Check, "check", "Check numbers that other code computed; where they differ, say which other convention would match."),
        Tool(See, "see", "Draw what every token of a text looks at, as a PNG. Without a mechanism, what a small trained model looks at."),
    ];

    private Task<CallToolResult> Explain([Description(Expression)] string expression, CancellationToken cancel = default) =>
        Run(["explain", "--no-picture", "--", expression], cancel);

    private Task<CallToolResult> Laws([Description(Expression)] string expression,
        [Description("Random inputs for each law.")] int draws = 20, CancellationToken cancel = default) =>
        Run(["laws", $"--draws={draws}", "--", expression], cancel);

    private Task<CallToolResult> Check([Description("A golden file, or a folder of them.")] string path,
        CancellationToken cancel = default) => Run(["check", "--", files[path]], cancel);

    private Task<CallToolResult> See(
        [Description("The text; or give a file.")] string? text = null,
        [Description("A file with the text, in UTF-8.")] string? file = null,
        [Description(Expression + " Its layers are untrained.")] string? with = null,
        [Description("A trained model: the folder of one, or a name in the box, such as character-lm or numbers-transformer.")]
        string? model = null,
        [Description("What untrained layers read: character, cl100k, o200k or word.")] string? by = null,
        [Description("The layer, from 0.")] int layer = 0,
        [Description("The head, from 0; or mean, max, all, rollout.")] string head = "mean",
        CancellationToken cancel = default)
    {
        if (text is null == file is null) throw new Failure("Give either a text or a file.");
        string[] args = ["see", "--theme=light", $"--layer={layer}", $"--head={head}"];
        if (with is not null) args = [.. args, $"--with={with}"];
        if (model is not null) args = [.. args, $"--model={(files[model] is var folder && Directory.Exists(folder) ? folder : model)}"];
        if (by is not null) args = [.. args, $"--by={by}"];
        return Run([.. args, "--", file is null ? "-" : $"@{files[file]}"], cancel, text);
    }

    /// <summary>What was refused, in one line.</summary>
    public static CallToolResult Refusal(string message) => new() { Content = [new TextContentBlock { Text = message }], IsError = true };

    private static McpServerTool Tool(Delegate tool, string name, string description) =>
        McpServerTool.Create(tool, new() { Name = name, Description = description, ReadOnly = true, OpenWorld = false });

    /// <summary>One call after the other, as each uses all that the machine has.</summary>
    private async Task<CallToolResult> Run(string[] args, CancellationToken cancel, string? text = null)
    {
        await oneAtATime.WaitAsync(cancel);
        try
        {
            return await Task.Run(() => Run(args, text, cancel), cancel);       // beside what is read: it may be that this is cancelled
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    private static CallToolResult Run(string[] args, string? text, CancellationToken cancel)
    {
        var (output, error, pictures) = (new StringWriter(), new StringWriter(), new List<Picture>());
        var input = Encoding.UTF8.GetBytes(text + "\n");                                    // the last line end is no part of a text
        var screen = new Screen(output, error, () => new MemoryStream(input)) { Pictures = pictures.Add, Cancel = cancel };
        HeedCommand.Run(args, screen);
        cancel.ThrowIfCancellationRequested();
        var complaints = error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (complaints.FirstOrDefault(c => c.StartsWith(HeedCommand.Refused, StringComparison.Ordinal)) is { } refused)
            return Refusal(refused[HeedCommand.Refused.Length..]);
        string[] said = [output.ToString(), .. pictures.SelectMany(p => p.Caption.Prepend(p.Title)), .. complaints];
        var words = new TextContentBlock { Text = Plain.Lines(string.Join('\n', said.Where(s => s.Length > 0))) };
        return new() { Content = [.. pictures.Select(Png), words] };
    }

    private static ImageContentBlock Png(Picture picture)
    {
        using var stream = new MemoryStream();
        new PngRenderer().Write(picture, stream);
        return ImageContentBlock.FromBytes(stream.ToArray(), "image/png");
    }
}
