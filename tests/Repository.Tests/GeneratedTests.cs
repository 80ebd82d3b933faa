using System.Text;
using Heed;
using Heed.Architectures;

namespace Repository.Tests;

/// <summary>Pages that are written from the catalog are what would be written now.</summary>
public sealed class GeneratedTests
{
    private const string Grammar =
        "# The language of expressions\n\n"
        + "A mechanism is a word, or several joined by `+`, each for a stage of its family: `rope + sliding-window(8) + sparsemax`. "
        + "What no word says is as in plain attention. The order matters only where a stage takes several words in order: "
        + "`qk-rms-norm + rope` is not `rope + qk-rms-norm`.\n\n"
        + """
            expression = word { "+" word }
            word       = name [ "(" [ argument { "," argument } ] ")" ]
            argument   = [ name ( "=" | ":" ) ] value
            value      = number | "true" | "false" | choice | "[" number { "," number } "]" | expression


        """
        + "Arguments stand in their order or are named; what is left out has the value of the table, and ranges hold with the other "
        + "arguments as they are then. Lists and expressions are "
        + "arguments of a few words: `or(causal, longformer(2))`. `heed explain WORD` tells more of each, `heed list --stage mask` "
        + "lists a stage. This page is written from the catalog.\n";

    [Fact]
    public void The_page_of_words_is_the_catalog() => Same("docs/words.md", Grammar + string.Concat(Stages().Select(Section)));

    [Fact]
    public void The_page_of_models_is_the_catalog() => Same("docs/published-models.md", Models());

    [Fact]
    public void Every_example_of_the_page_of_words_is_understood() =>
        Assert.All(Catalog.All, e => Assert.Equal(e, Expression.Parse(Example(e)).Terms.Single().Entry));

    private static void Same(string file, string text)
    {
        var writes = Environment.GetEnvironmentVariable("HEED_WRITE") == "1";
        if (writes) File.WriteAllText(Tree.Full(file), text);
        Assert.True(writes || (Tree.Files.Contains(file) && Tree.Read(file) == text),
            $"{file} is not what the catalog has: run HEED_WRITE=1 dotnet test --project tests/Repository.Tests");
    }

    private static IEnumerable<IGrouping<(Family Family, string Stage), Entry>> Stages() =>
        from entry in Catalog.All
        let stages = Expression.Parse(entry.Card.Id).Terms.Single().Stages.Distinct().ToArray()
        orderby entry.Mechanism.Family.Order, stages.Length == 0 ? 0 : stages.Min(s => s.Order), entry.Card.Id
        group entry by (entry.Mechanism.Family, string.Join(", ", stages.Select(s => s.Name)));

    private static string Section(IGrouping<(Family Family, string Stage), Entry> words)
    {
        var (family, stage) = words.Key;
        var asked = family.Stages.FirstOrDefault(s => s.Name == stage);
        var text = new StringBuilder($"\n## {family.Name}{(stage.Length == 0 ? "" : $": {stage}")}\n\n");
        if (asked is not null) text.Append($"{char.ToUpperInvariant(asked.Question[0])}{asked.Question[1..]}? {Takes(asked)}\n\n");
        text.Append("| word | what it does | arguments | example |\n|---|---|---|---|\n");
        foreach (var word in words)
        {
            var arguments = string.Join("<br>", word.Parameters.Select(a => Argument(word, a)));
            text.Append($"| `{word.Card.Id}` | {Cell(word.Summary)} | {arguments} | `{Cell(Example(word))}` |\n");
        }

        return text.ToString();
    }

    private static string Takes(Stage stage) => stage.Takes switch
    {
        Arity.One => "One word.",
        Arity.Several => "Any number of words.",
        _ => "Any number of words, in their order.",
    };

    private static string Argument(Entry word, Argument a) =>
        $"`{a.Name}` ({word.Takes(a)}{(a.Default is null ? "" : $", else {Cell(Expression.Print(a.Default))}")}): {Cell(a.Meaning)}";

    private static string Example(Entry word)
    {
        var set = word.Parameters.FirstOrDefault(p => p.Default is not null);
        return set is null ? word.Card.Id : $"{word.Card.Id}({set.Name}={Expression.Print(set.Default)})";
    }

    private static string Models()
    {
        var text = new StringBuilder("# How published models attend\n\n"
            + "What each layer computes, as an expression, and what its cache holds for each token in bfloat16. Norms, feed-forward layers "
            + "and experts mix no tokens and are left out. `heed explain model:ID` tells more, `heed list --used-by ID` which words a "
            + "model is made of. This page is written from the catalog; where a publication says what a token needs, a test holds the "
            + "number to it.\n\n| model | size | layers | bytes for each token |\n|---|---|---|---|\n");
        foreach (var model in Catalog.Architectures)
            foreach (var variant in model.Variants)
                text.Append($"| {(variant == model.Variants[0] ? $"**{model.Name}** ({model.Cite.Year}), `{model.Id}`" : "")} "
                    + $"| {variant.Name} | {string.Join("<br>", variant.Layers.Select(Layer))} | {Grows(variant)} |\n");
        text.Append("\n## Sources\n\n");
        foreach (var model in Catalog.Architectures) text.Append($"* {model.Name}: {model.Cite}. {model.Summary}\n");
        return text.ToString();
    }

    private static string Layer(LayerKind layer) =>
        $"{layer.Count} × {(layer.Place.Length == 0 ? "" : $"{layer.Place}: ")}`{layer.Attention}`, "
        + (layer.Heads == 1 ? $"{layer.HeadWidth} channels" : $"{layer.Heads} heads of {layer.HeadWidth}");

    private static string Grows(Variant variant) =>
        variant.NumbersKept(1) == 0 ? "–" : $"{2 * variant.NumbersPerToken:N0}";

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace('\n', ' ');
}
