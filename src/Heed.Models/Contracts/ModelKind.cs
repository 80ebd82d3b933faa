namespace Heed.Models;

/// <summary>A kind of model: what it is called, where it was published, and how one is built.</summary>
/// <param name="Id">Its name on the command line: lower case, words joined by hyphens.</param>
/// <param name="Name">The name that people use.</param>
/// <param name="Cite">The paper; null for what no single paper proposed.</param>
/// <param name="Summary">What it is, in one sentence.</param>
/// <param name="Default">Its sizes when nothing else is asked for; vocabularies are left at 0.</param>
/// <param name="Build">Builds the untrained model.</param>
public sealed record ModelKind(string Id, string Name, Citation? Cite, string Summary, ModelSpec Default, Func<ModelSpec, SequenceModel> Build)
{
    /// <summary>All kinds, in the order of their history.</summary>
    public static IReadOnlyList<ModelKind> All { get; } = [];

    /// <summary>The kind of that id.</summary>
    /// <param name="id">Such as <c>transformer</c>.</param>
    /// <exception cref="ArgumentException">There is none; the message names the nearest and all there are.</exception>
    public static ModelKind Named(string id) => All.FirstOrDefault(k => k.Id == id)
        ?? throw new ArgumentException($"unknown model '{id}'; did you mean '{Spelling.Nearest(id, All.Select(k => k.Id))}'? There are: {string.Join(", ", All.Select(k => k.Id))}", nameof(id));

    /// <summary>The default sizes for vocabularies of given sizes.</summary>
    /// <param name="sourceSymbols">Numbers of the source's vocabulary, marks included.</param>
    /// <param name="targetSymbols">Numbers of the target's vocabulary, marks included.</param>
    public ModelSpec For(int sourceSymbols, int targetSymbols) => Default with { SourceSymbols = sourceSymbols, TargetSymbols = targetSymbols };
}
