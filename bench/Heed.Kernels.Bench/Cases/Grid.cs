namespace Heed.Kernels.Bench;

/// <summary>The cases, each described by the rule that it follows from.</summary>
internal static class Grid
{
    private const int Heads = 8;
    private const double Scores = 1e9;                                               // bytes of scores up to which ONNX Runtime, which stores them all, is asked

    public static IReadOnlyList<Case> Quick { get; } = [
        .. Square(Kind.Forward, [16, 128, 512, 2048], [64, 128]),
        .. Decoding([4096])];

    public static IReadOnlyList<Case> Full { get; } = [
        .. Square(Kind.Forward, [1, 16, 128, 512, 1024, 2048, 4096, 8192], [32, 64, 80, 128]),
        .. Decoding([1024, 4096, 32768])];

    private static IEnumerable<Case> Square(Kind kind, int[] tokens, int[] widths) =>
        from threads in (int[])[1, 2]
        from d in widths
        from pattern in (Pattern[])[Patterns.Plain, Patterns.Causal]
        from n in tokens
        let size = new Size(Heads, Heads, n, n, d)
        select new Case(kind, size, pattern, threads, 0, kind == Kind.Forward && 4.0 * Heads * n * n <= Scores ? [Rival.LibTorch, Rival.OnnxRuntime] : [Rival.LibTorch]);

    private static IEnumerable<Case> Decoding(int[] cached) =>
        from threads in (int[])[1, 2]
        from m in cached
        from groups in (int[])[32, 8, 1]
        select new Case(Kind.Decode, new(32, groups, 1, m, 64), Patterns.Plain, threads, 0, groups == 32 ? [Rival.LibTorch, Rival.OnnxRuntime] : [Rival.LibTorch, Rival.Repeated, Rival.OnnxRuntime]);
}
