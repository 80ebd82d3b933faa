namespace Heed.Models.Data;

/// <summary>
/// Random numbers that are the same on every machine and in every version of the runtime: SplitMix64 (Steele, Lea and Flood 2014).
/// </summary>
/// <param name="seed">Where they start.</param>
internal sealed class Draws(ulong seed)
{
    private ulong state = seed;

    /// <summary>A stream of its own for a seed and what it is used for.</summary>
    public Draws(int seed, long use) : this(Shares.Mixed(((ulong)(uint)seed << 32) ^ Shares.Mixed((ulong)use)))
    {
    }

    public ulong Next()
    {
        var drawn = Shares.Mixed(state);
        state += 0x9E3779B97F4A7C15UL;
        return drawn;
    }

    /// <summary>From 0 to below a bound; the product's upper half, whose bias is below 2⁻³² for bounds of 32 bits.</summary>
    public long Below(long bound) => (long)Math.BigMul(Next(), (ulong)bound, out _);

    /// <summary>A random order of 0 to n − 1 (Fisher and Yates).</summary>
    public int[] Order(int n)
    {
        var order = Enumerable.Range(0, n).ToArray();
        for (var i = n - 1; i > 0; i--)
        {
            var j = (int)Below(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }
}
