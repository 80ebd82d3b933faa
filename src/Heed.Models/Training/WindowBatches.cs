using Heed.Models.Data;

namespace Heed.Models.Training;

/// <summary>
/// Windows of a text for a language model: random ones to learn from; to validate, all of the kept text, window after window.
/// </summary>
/// <param name="data">The text.</param>
/// <param name="length">Symbols that are given, as many being predicted.</param>
/// <param name="size">Windows of a batch.</param>
/// <param name="seed">The seed of their places.</param>
/// <param name="validate">The most windows to validate with, evenly spread.</param>
public sealed class WindowBatches(TextData data, int length, int size, int seed, int validate = int.MaxValue) : Batches
{
    private readonly int places = data.Count(Split.Train) - length is > 0 and var n ? n
        : throw new ArgumentException(
            $"'{data.Name}' has {data.Count(Split.Train)} symbols to learn from, fewer than a window of {length} + 1.", nameof(length));

    /// <inheritdoc />
    public override long PerEpoch => Math.Max(1, data.Count(Split.Train) / ((long)length * size));

    /// <inheritdoc />
    public override Batch At(long step)
    {
        var draws = new Draws(seed, step);
        var starts = new long[size];
        for (var i = 0; i < size; i++) starts[i] = draws.Below(places);
        return Batch.OfWindows(data.Numbers(Split.Train), starts, length);
    }

    /// <inheritdoc />
    public override IEnumerable<Batch> Validation()
    {
        var window = Math.Min(length, data.Count(Split.Validation) - 1);
        var windows = (data.Count(Split.Validation) - 1) / window;
        return Spread(windows, validate).Select(i => (long)i * window).Chunk(64)
            .Select(starts => Batch.OfWindows(data.Numbers(Split.Validation), starts, window));
    }
}
