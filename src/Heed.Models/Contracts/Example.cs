namespace Heed.Models;

/// <summary>One pair to learn from or to be judged by.</summary>
/// <param name="Source">Numbers of the source's symbols, at least one, without marks.</param>
/// <param name="Target">Numbers of the target's symbols, without start and end.</param>
/// <param name="Links">Which source symbols each target symbol surely comes from, where that is known; null where it is not.</param>
/// <param name="Possible">
/// Links that are neither required nor wrong, as those of a word that only joins others; null where there are none.
/// </param>
public sealed record Example(int[] Source, int[] Target, IReadOnlyList<Link>? Links = null, IReadOnlyList<Link>? Possible = null);

/// <summary>A target symbol that comes from a source symbol; both counted from 0, without marks.</summary>
/// <param name="Source">The place in the source.</param>
/// <param name="Target">The place in the target.</param>
public readonly record struct Link(int Source, int Target);
