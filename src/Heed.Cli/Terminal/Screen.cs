using System.CommandLine;
using System.Text.Json;
using Heed.Maps;
using Spectre.Console;

namespace Heed.Cli.Terminal;

/// <summary>
/// What the command writes to and reads from. All that it says goes through here, and the only controls that get out are line ends,
/// tabs, and the colours and bars that are drawn here.
/// </summary>
internal sealed class Screen : InvocationConfiguration
{
    private readonly TextWriter output;
    private readonly TextWriter error;

    /// <summary>Streams that are no terminal.</summary>
    public Screen(TextWriter output, TextWriter error, Func<Stream> input)
    {
        (this.output, this.error, Input) = (output, error, input);
        (Output, Error) = (Out, Complaints) = (new SafeWriter(output), new SafeWriter(error));
        EnableDefaultExceptionHandler = false;
    }

    /// <summary>The streams of this process.</summary>
    public static Screen OfProcess() => new(Console.Out, Console.Error, StandardInput.Open)
    { IsOutputRedirected = Console.IsOutputRedirected, IsErrorRedirected = Console.IsErrorRedirected };

    /// <summary>What was asked for.</summary>
    public SafeWriter Out { get; }

    /// <summary>What else a person should know.</summary>
    public SafeWriter Complaints { get; }

    public Func<Stream> Input { get; }

    public bool IsOutputRedirected { get; private init; } = true;

    public bool IsErrorRedirected { get; private init; } = true;

    /// <summary>Takes the maps, where somebody wants pictures instead of letters.</summary>
    public Action<Picture>? Pictures { get; init; }

    /// <summary>Ends a verb between two things that it does, where whoever asked does not want to know any more.</summary>
    public CancellationToken Cancel { get; init; }

    /// <summary>Says something for machines.</summary>
    public void Json(object? told) => Out.Line(JsonSerializer.Serialize(told, JsonText.Options));

    /// <summary>Draws a map, whose labels Heed.Maps makes visible.</summary>
    public void Draw(Picture picture, TerminalOptions window)
    {
        if (Pictures is { } take) take(picture);
        else TerminalRenderer.Write(picture, output, window);
    }

    /// <summary>Says a line in bold.</summary>
    public void Heading(ref Said line) => Styled(output, IsOutputRedirected).MarkupLine($"[bold]{Safe(line.ToString())}[/]");

    /// <summary>A table; a row of one cell is a heading.</summary>
    /// <param name="width">Columns that it may take where no window says so.</param>
    /// <param name="columns">Their names.</param>
    /// <param name="rows">Their texts.</param>
    /// <param name="centred">Whether all columns but the first are centred.</param>
    public void Table(int width, IEnumerable<string> columns, IEnumerable<IReadOnlyList<string>> rows, bool centred = false)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in columns)
            table.AddColumn(new TableColumn(Safe(column)) { Alignment = centred && table.Columns.Count > 0 ? Justify.Center : null });
        foreach (var row in rows)
        {
            string[] cells = row is [var heading] ? [$"[bold]{Safe(heading)}[/]"] : [.. row.Select(Safe)];
            table.AddRow([.. cells, .. Enumerable.Repeat("", table.Columns.Count - cells.Length)]);
        }

        var console = Styled(output, IsOutputRedirected);
        if (IsOutputRedirected) console.Profile.Width = width;
        console.Write(table);
    }

    /// <summary>Draws over standard error, where a person is watching; the texts that it is given are <see cref="Safe"/>.</summary>
    internal IAnsiConsole Watched => Styled(error, IsErrorRedirected);

    internal static string Safe(string text) => Markup.Escape(Plain.Line(text));

    private static IAnsiConsole Styled(TextWriter writer, bool isRedirected) => AnsiConsole.Create(
        new() { Out = new AnsiConsoleOutput(writer), Ansi = isRedirected ? AnsiSupport.No : AnsiSupport.Detect });
}

/// <summary>The screen of a command that runs.</summary>
internal static class ScreenOf
{
    extension(ParseResult given)
    {
        public Screen Screen => (Screen)given.InvocationConfiguration;
    }
}
