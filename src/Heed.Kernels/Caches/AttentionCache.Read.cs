namespace Heed.Kernels;

/// <content>What a cache holds, for those who store or move it.</content>
public abstract unsafe partial class AttentionCache
{
    /// <summary>Copies the tokens of a sequence that are kept, the oldest first, as float32.</summary>
    /// <param name="sequence">0 to B - 1.</param>
    /// <param name="k">Room for (G, M, D), where M is <see cref="Length"/> less <see cref="First"/>.</param>
    /// <param name="v">Room for (G, M, Dv).</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sequence.</exception>
    /// <exception cref="ArgumentException">The room has another length.</exception>
    public void Read(int sequence, Span<float> k, Span<float> v)
    {
        var (first, end) = (First(sequence), Length(sequence));
        var tokens = end - first;
        if (k.Length != (long)Groups * tokens * Width)
            throw new ArgumentException($"k holds {k.Length} floats; ({Groups}, {tokens}, {Width}) needs {(long)Groups * tokens * Width}.",
                nameof(k));
        if (v.Length != (long)Groups * tokens * ValueWidth)
            throw new ArgumentException($"v holds {v.Length} floats; ({Groups}, {tokens}, {ValueWidth}) needs "
                + $"{(long)Groups * tokens * ValueWidth}.", nameof(v));
        ArgumentChecks.Apart(v, k, nameof(v), nameof(k));
        fixed (float* keys = k, values = v)
            for (var at = first; at < end;)
            {
                var (room, slot, count) = Find(sequence, at);
                count = Math.Min(count, end - at);
                for (var g = 0; g < Groups; g++)
                    for (var i = 0; i < count; i++)
                    {
                        var to = (long)g * tokens + at - first + i;
                        room.Read(g, slot + i, keys + to * Width, values + to * ValueWidth);
                    }
                at += count;
            }
        GC.KeepAlive(this);
    }
}
