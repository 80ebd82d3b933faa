namespace Heed.Models.Data;

/// <summary>One pair as symbols that a person can read.</summary>
/// <param name="Source">The source's symbols, at least one.</param>
/// <param name="Target">The target's symbols, at least one; the first reference where there are several.</param>
public sealed record Pair(IReadOnlyList<string> Source, IReadOnlyList<string> Target)
{
    /// <summary>Other right targets, as other pronunciations of a word.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Others { get; init; } = [];

    /// <summary>Which source symbols each target symbol surely comes from; null where that is not known.</summary>
    public IReadOnlyList<Link>? Links { get; init; }

    /// <summary>Links that are neither required nor wrong.</summary>
    public IReadOnlyList<Link>? Possible { get; init; }

    /// <summary>All right targets.</summary>
    public IEnumerable<IReadOnlyList<string>> References => Others.Prepend(Target);

    /// <summary>The pair in numbers.</summary>
    /// <param name="source">The source's vocabulary.</param>
    /// <param name="target">The target's vocabulary.</param>
    public Example Encode(Symbols source, Symbols target) => new(source.Encode(Source), target.Encode(Target), Links, Possible);
}
