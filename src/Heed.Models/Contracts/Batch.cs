namespace Heed.Models;

/// <summary>
/// Rows that are computed together, padded at the end to one length. The tensors are owned by the batch and by no dispose scope.
/// </summary>
public sealed class Batch : IDisposable
{
    private Batch(int[][] sources, int[][] targets)
    {
        Rows = targets.Length;
        SourceLengths = [.. sources.Select(s => s.Length)];
        TargetLengths = [.. targets.Select(t => t.Length - 1)];
        if (sources.Length > 0) Source = Padded(sources);
        Target = Padded(targets);
    }

    /// <summary>How many rows there are.</summary>
    public int Rows { get; }

    /// <summary>Source symbols, (B, S) int64, padded; null where there is no source, as for a language model.</summary>
    public Tensor? Source { get; }

    /// <summary>
    /// Target symbols, (B, T + 1) int64: start, symbols, end, padding. For a language model windows of its text, without start and end.
    /// </summary>
    public Tensor Target { get; }

    /// <summary>How many symbols each source has; empty where there is no source.</summary>
    public IReadOnlyList<int> SourceLengths { get; }

    /// <summary>How many symbols of each row are predicted: all of <see cref="Target"/> but its first, the end included.</summary>
    public IReadOnlyList<int> TargetLengths { get; }

    /// <summary>How many symbols are predicted in all.</summary>
    public long Predicted => TargetLengths.Sum(l => (long)l);

    /// <summary>Whether no source is padded.</summary>
    public bool IsSourceFull => SourceLengths.All(l => l == SourceLengths[0]);

    /// <summary>
    /// What a model is given at each place, (B, T) int64: the target without its last column. A view, owned by the caller.
    /// </summary>
    public Tensor Given => Target.narrow(1, 0, Target.shape[1] - 1);

    /// <summary>What it should predict there, (B, T) int64: the target without its first column. A view, owned by the caller.</summary>
    public Tensor Wanted => Target.narrow(1, 1, Target.shape[1] - 1);

    /// <summary>A batch of pairs; start and end are added to the targets.</summary>
    /// <param name="examples">At least one.</param>
    /// <exception cref="ArgumentException">No examples, or one whose source is empty.</exception>
    public static Batch Of(IReadOnlyList<Example> examples)
    {
        if (examples.Count == 0) throw new ArgumentException("A batch needs at least one example.", nameof(examples));
        if (examples.Any(e => e.Source.Length == 0))
            throw new ArgumentException("An example has no source symbol, so there is nothing to read.", nameof(examples));
        return new([.. examples.Select(e => e.Source)], [.. examples.Select(e => (int[])[Symbols.Start, .. e.Target, Symbols.End])]);
    }

    /// <summary>A batch of sources whose targets are not known yet: each target is start and end only.</summary>
    /// <param name="sources">At least one, none of them empty.</param>
    /// <exception cref="ArgumentException">No sources, or an empty one.</exception>
    public static Batch OfSources(IReadOnlyList<int[]> sources) => Of([.. sources.Select(s => new Example(s, []))]);

    /// <summary>
    /// Windows of a text for a language model: at each start, so many symbols to be given and the one after each of them to be predicted.
    /// </summary>
    /// <param name="text">Numbers of the text's symbols.</param>
    /// <param name="starts">Where the windows start; at least one.</param>
    /// <param name="length">How many symbols are given.</param>
    /// <exception cref="ArgumentException">No starts, or a window that reaches beyond the text.</exception>
    public static Batch OfWindows(ReadOnlySpan<int> text, ReadOnlySpan<long> starts, int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        if (starts.Length == 0) throw new ArgumentException("A batch needs at least one window.", nameof(starts));
        var windows = new int[starts.Length][];
        for (var i = 0; i < starts.Length; i++)
        {
            if (starts[i] < 0 || starts[i] + length + 1 > text.Length)
                throw new ArgumentException($"A window of {length} + 1 symbols at {starts[i]} reaches beyond the {text.Length} "
                    + "symbols of the text.", nameof(starts));
            windows[i] = text.Slice((int)starts[i], length + 1).ToArray();
        }

        return new([], windows);
    }

    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        Source?.Dispose();
        Target.Dispose();
    }

    private static Tensor Padded(int[][] rows)
    {
        var width = rows.Max(r => r.Length);
        var numbers = new long[rows.Length * width];                                       // Pad = 0
        for (var i = 0; i < rows.Length; i++)
        {
            for (var j = 0; j < rows[i].Length; j++) numbers[i * width + j] = rows[i][j];
        }

        return torch.tensor(numbers, [rows.Length, width]).DetachFromDisposeScope();
    }
}
