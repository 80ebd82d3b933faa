namespace Heed.Models;

/// <summary>A kind of model: what it is called, where it was published, and how one is built.</summary>
/// <remarks>Its class stands in the file of the model, and is found when the library is compiled.</remarks>
public abstract partial class ModelKind
{
    private protected ModelKind(string id, string name, Citation? cite, string summary, ModelSpec usual) =>
        (Id, Name, Cite, Summary, Default) = (id, name, cite, summary, usual);

    /// <summary>All kinds, in the order of their years.</summary>
    public static IReadOnlyList<ModelKind> All { get; } =
        [.. Found().OrderBy(k => k.Cite?.Year ?? int.MaxValue).ThenBy(k => k.Id, StringComparer.Ordinal)];

    /// <summary>Its name on the command line: lower case, words joined by hyphens.</summary>
    public string Id { get; }

    /// <summary>The name that people use.</summary>
    public string Name { get; }

    /// <summary>The paper; null for what no single paper proposed.</summary>
    public Citation? Cite { get; }

    /// <summary>What it is, in one sentence.</summary>
    public string Summary { get; }

    /// <summary>Its sizes when nothing else is asked for; vocabularies are left at 0.</summary>
    public ModelSpec Default { get; }

    /// <summary>Whether it learns from one text, and not from pairs of a source and a target.</summary>
    public virtual bool LearnsFromText => false;

    /// <summary>Builds the untrained model.</summary>
    /// <param name="spec">Its description.</param>
    /// <exception cref="ArgumentException">The description asks for what this kind does not have.</exception>
    public SequenceModel Build(ModelSpec spec) => (SequenceModel)Make(spec);

    /// <summary>The model, as an object: its type loads TorchSharp, which nobody needs who only names kinds.</summary>
    private protected abstract object Make(ModelSpec spec);

    private static partial IEnumerable<ModelKind> Found();

    /// <summary>The kind of that id.</summary>
    /// <param name="id">Such as <c>transformer</c>.</param>
    /// <exception cref="ArgumentException">There is none; the message names the nearest and all there are.</exception>
    public static ModelKind Named(string id) => All.FirstOrDefault(k => k.Id == id)
        ?? throw new ArgumentException(
            $"Unknown model '{id}'; did you mean '{Spelling.Nearest(id, All.Select(k => k.Id))}'? There are: "
                + $"{string.Join(", ", All.Select(k => k.Id))}.", nameof(id));

    /// <summary>The default sizes for vocabularies of given sizes.</summary>
    /// <param name="sourceSymbols">Numbers of the source's vocabulary, marks included.</param>
    /// <param name="targetSymbols">Numbers of the target's vocabulary, marks included.</param>
    public ModelSpec For(int sourceSymbols, int targetSymbols) =>
        Default with { SourceSymbols = sourceSymbols, TargetSymbols = targetSymbols };

    /// <summary>Throws when a description asks for what this kind does not have, so that nothing that was asked for is ignored.</summary>
    internal void Refuse(ModelSpec spec, bool heads = false, bool layers = false, bool attention = false, bool reversed = false,
        bool feeding = true, bool preNorm = true)
    {
        if (spec.Width < 1 || spec.Embedding < 1 || spec.Layers < 1 || spec.Heads < 1 || spec.FeedForward < 0)
            throw new ArgumentException($"{Id}: width {spec.Width}, embedding {spec.Embedding}, "
                + $"layers {spec.Layers} and heads {spec.Heads} must be at least 1, and feed-forward {spec.FeedForward} not negative.",
                nameof(spec));
        if (Default.FeedForward > 0 && spec.FeedForward == 0)
            throw new ArgumentException($"{Id} has hidden layers: feed-forward must be at least 1.", nameof(spec));
        if (spec.SourceSymbols <= Symbols.Unknown || spec.TargetSymbols <= Symbols.Unknown)
            throw new ArgumentException($"{Id}: vocabularies of {spec.SourceSymbols} and {spec.TargetSymbols} numbers do not even hold "
                + "the four marks.", nameof(spec));
        if (attention && spec.Attention is { } asked)
            throw new ArgumentException($"{Id} has no attention that '{asked}' could take the place of.", nameof(spec));
        if (heads && spec.Heads != 1) throw new ArgumentException($"{Id} has no heads, so there cannot be {spec.Heads}.", nameof(spec));
        if (layers && spec.Layers != 1) throw new ArgumentException($"{Id} has one layer, so there cannot be {spec.Layers}.", nameof(spec));
        if (reversed && spec.Reversed)
            throw new ArgumentException($"{Id} knows every place of its source, so there is no point in reversing it.", nameof(spec));
        if (feeding && spec.InputFeeding) throw new ArgumentException($"{Id} has no input feeding.", nameof(spec));
        if (preNorm && spec.PreNorm) throw new ArgumentException($"{Id} has no layers that normalise.", nameof(spec));
    }
}
