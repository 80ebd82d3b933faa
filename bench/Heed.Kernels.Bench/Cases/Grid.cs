namespace Heed.Kernels.Bench;

/// <summary>The cases, each described by the rule that it follows from.</summary>
internal static class Grid
{
    private const int Heads = 8;
    // bytes of scores up to which those are asked who store them all
    private const double Scores = 1e9;

    /// <summary>What two minutes are enough for.</summary>
    public static IEnumerable<Case> Quick { get; } = [
        .. Square(Kind.Forward, [Patterns.Plain, Patterns.Causal], [16, 128, 512, 2048], [64, 128], [1, 2]),
        .. Square(Kind.Backward, [Patterns.Plain, Patterns.Causal], [128, 512, 2048], [64], [1, 2]),
        .. Square(Kind.Forward, Parts, [2048], [64], [2]),
        .. Square(Kind.Forward, [Patterns.Window], [8192], [64], [2]),
        .. Square(Kind.Forward, [Patterns.Plain, Patterns.Causal], [512, 2048], [64], [1], Narrow),
        .. Decoding([4096], [2]),
        .. Cached([4096], [8], [2]),
        .. Rounded([32768], [8], [2])];

    /// <summary>Everything.</summary>
    public static IEnumerable<Case> Full { get; } = [
        .. Square(Kind.Forward, [Patterns.Plain, Patterns.Causal], Lengths, Widths, [1, 2]),
        .. Square(Kind.Backward, [Patterns.Plain, Patterns.Causal], Lengths, Widths, [1, 2]),
        .. Square(Kind.Forward, Parts, [2048, 8192], [64], [1, 2]),
        .. Square(Kind.Forward, [Patterns.Window], [2048, 8192], [64], [1, 2]),
        .. Square(Kind.Forward, [Patterns.Plain, Patterns.Causal], [128, 512, 1024, 2048], [64, 128], [1, 2], Narrow),
        .. Decoding([1024, 4096, 32768], [1, 2]),
        .. Decoding([1024, 4096], [1, 2], Narrow),
        .. Cached([1024, 4096, 32768], [32, 8], [2]),
        .. Rounded([32768], [32, 8], [1, 2])];

    /// <summary>The width that is forced to see what a machine without 512 bits would do.</summary>
    public const int Narrow = 256;

    private static int[] Lengths => [1, 16, 128, 512, 1024, 2048, 4096, 8192];

    private static int[] Widths => [32, 64, 80, 128];

    private static Pattern[] Parts => [Patterns.Alibi, Patterns.AlibiCausal, Patterns.SoftCap, Patterns.Documents];

    private static IEnumerable<Case> Square(Kind kind, Pattern[] patterns, int[] tokens, int[] widths, int[] threads, int registers = 0) =>
        from t in threads
        from d in widths
        from pattern in patterns
        from n in tokens
        where registers == 0 || Registers.Has(registers)
        let size = new Size(Heads, Heads, n, n, d)
        select new Case(kind, size, pattern, t, registers, [.. Rivals(kind, size, pattern, registers)]);

    private static IEnumerable<Case> Decoding(int[] cached, int[] threads, int registers = 0) =>
        from t in threads
        from m in cached
        from groups in (int[])[32, 8, 1]
        where registers == 0 || Registers.Has(registers)
        let size = new Size(32, groups, 1, m, 64)
        select new Case(Kind.Decode, size, Patterns.Plain, t, registers, [.. Rivals(Kind.Decode, size, Patterns.Plain, registers)]);

    private static IEnumerable<Case> Cached(int[] cached, int[] groups, int[] threads) =>
        from t in threads
        from m in cached
        from g in groups
        from store in (Store[])[Store.Contiguous, Store.Ring, Store.Paged]
        select new Case(Kind.Decode, new(32, g, 1, m, 64), Patterns.Plain, t, 0, Rival.LibTorch, Rival.Roof) { Store = store };

    private static IEnumerable<Case> Rounded(int[] cached, int[] groups, int[] threads) =>
        from t in threads
        from m in cached
        from g in groups
        from store in (Store[])[Store.BFloat16, Store.Int8]
        select new Case(Kind.Decode, new(32, g, 1, m, 64), Patterns.Plain, t, 0, Rival.Float32Cache) { Store = store };

    private static IEnumerable<Rival> Rivals(Kind kind, Size size, Pattern pattern, int registers)
    {
        var small = (double)sizeof(float) * size.Heads * size.Queries * size.Keys <= Scores;
        if (small || pattern.Told != Told.Formula) yield return Rival.LibTorch;
        if (size.Groups < size.Heads && registers == 0) yield return Rival.Repeated;
        if (small && kind != Kind.Backward && registers == 0 && pattern.Told != Told.Formula) yield return Rival.OnnxRuntime;
        if (kind == Kind.Forward && size is { Queries: >= 2048, Width: 64 } && pattern != Patterns.Plain) yield return Rival.Plain;
        if (kind == Kind.Decode || (kind == Kind.Forward && pattern == Patterns.Plain && size is { Queries: >= 1024, Width: >= 64 }))
            yield return Rival.Roof;
    }
}
