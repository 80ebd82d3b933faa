using System.CommandLine;
using Heed.Cli.Terminal;
using Heed.Models;
using Heed.Models.Checkpoints;
using Heed.Models.Data;

namespace Heed.Cli.Verbs;

/// <summary>The data that a verb works on: opened by name, and what could not be read is said.</summary>
internal static class DataSource
{
    public static Option<string> Name { get; } = new("--data")
    {
        Description = "numbers-de, numbers-fr, dates, cmudict, a .tsv of two columns, a text, or a folder with the standard split of "
            + "CMUdict; see 'heed data'.",
    };

    public static Option<string> By { get; } = new("--by")
    {
        Description = "How both columns of a .tsv are cut: words or characters; or two of them with a comma between.",
        DefaultValueFactory = _ => "words",
    };

    public static DataSet Open(ParseResult given, Screen screen) => given.GetValue(Name) is { } name
        ? Open(name, given.GetValue(By)!, screen)
        : throw new ArgumentException("--data is missing: name what to learn from; 'heed data' lists what there is.");

    public static DataSet Open(string name, string by, Screen screen)
    {
        var data = Quietly(name, by);
        if (data.Bad.ToString() is { Length: > 0 } bad) screen.Complaints.Line($"{data.Name}: {bad}.");
        return data;
    }

    /// <summary>
    /// Opens data without a word about lines that could not be read. A segmentation that does not exist is refused, whatever the data.
    /// </summary>
    public static DataSet Quietly(string name, string by)
    {
        foreach (var side in by.Split(',', StringSplitOptions.TrimEntries)) _ = Segmentation.Named(side);
        return DataName.Open(name, by);
    }

    /// <summary>Refuses a text for a translator and pairs for a language model.</summary>
    public static void Fits(DataSet data, ModelKind kind)
    {
        if (data is TextData == kind.LearnsFromText) return;
        var others = string.Join(" or ", ModelKind.All.Where(k => k.LearnsFromText).Select(k => k.Id));
        throw new Failure(kind.LearnsFromText
            ? $"A {kind.Id} learns from a text, but '{data.Name}' are pairs."
            : $"{kind.Id} learns from pairs, but '{data.Name}' is a text; for a text take {others}.");
    }

    public static ModelCard Card(ModelSpec spec, DataSet data, Models.Training.TrainingOptions options, string command) =>
        data is TextData text
            ? ModelCard.Of(spec, text, options, command)
            : ModelCard.Of(spec, (PairData)data, options, command);
}
