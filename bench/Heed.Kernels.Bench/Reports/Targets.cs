namespace Heed.Kernels.Bench;

/// <summary>What the kernels are to reach on a machine of two cores with registers of 512 bits.</summary>
internal static class Targets
{
    /// <summary>Bytes of a cache that no cache of a processor holds, so that memory bounds the reading of it.</summary>
    private const double Large = 48e6;

    public static IReadOnlyList<Target> All { get; } = [
        new("forward, times LibTorch, mean", 1.4, true, true, o => OnGrid(o, Kind.Forward) ? o.Ratio(Rival.LibTorch) : null),
        new("forward, times LibTorch, worst", 1, true, false, o => OnGrid(o, Kind.Forward) ? o.Ratio(Rival.LibTorch) : null),
        new("forward, share of FMA peak, n ≥ 1024, D 64 to 128, worst", 0.85, true, false,
            o => OnGrid(o, Kind.Forward) && o.Case is { Size: { Queries: >= 1024, Width: >= 64 }, Pattern.Told: Told.Nothing } ? o.Share
                : null),
        new("forward and backward, times LibTorch, mean", 1.3, true, true, o => OnGrid(o, Kind.Backward) ? o.Ratio(Rival.LibTorch) : null),
        new("forward and backward, times LibTorch, worst", 1, true, false, o => OnGrid(o, Kind.Backward) ? o.Ratio(Rival.LibTorch) : null),
        new("decode, share of read bandwidth, caches above 48 MB, worst", 0.8, true, false,
            o => o.Case is { Kind: Kind.Decode, Store: Store.Caller } && o.Case.Size.CacheBytes > Large ? o.Share : null),
        new("grouped decode, times repeat-then-attend, worst", 20, true, false, o => o.Ratio(Rival.Repeated)),
        new("decode from 32,768 keys of bf16, times float32, worst", 1.7, true, false,
            o => o.Case.Store == Store.BFloat16 ? o.Ratio(Rival.Float32Cache) : null),
        new("decode from 32,768 keys of int8, times float32, worst", 3, true, false,
            o => o.Case.Store == Store.Int8 ? o.Ratio(Rival.Float32Cache) : null),
        new("bias, a visible pair by one of plain, worst", 1.15, false, false, o => o.Case.Pattern == Patterns.Alibi ? o.Cost : null),
        new("causal, a visible pair by one of plain, worst", 1.15, false, false, o => o.Case.Pattern == Patterns.Causal ? o.Cost : null),
        new("soft-cap, a visible pair by one of plain, worst", 1.3, false, false, o => o.Case.Pattern == Patterns.SoftCap ? o.Cost : null),
        new("window 256 at n = 8192, times LibTorch with a mask, worst", 25, true, false,
            o => o.Case.Pattern == Patterns.Window && o.Case.Size.Queries == 8192 ? o.Ratio(Rival.LibTorch) : null),
        new("ALiBi and causal, times LibTorch with a mask, worst", 2.2, true, false,
            o => o.Case.Pattern == Patterns.AlibiCausal ? o.Ratio(Rival.LibTorch) : null),
        new("256 bits forced, times LibTorch, mean", 0.9, true, true,
            o => o.Case.Registers == Grid.Narrow ? o.Ratio(Rival.LibTorch) : null)];

    /// <summary>The geometric mean of LibTorch's time by the kernel's, which ends a run; NaN without cases.</summary>
    public static double Mean(IEnumerable<Outcome> outcomes, Kind kind)
        => Quartiles.GeometricMean(outcomes.Where(o => o.Case.Kind == kind && Comparable(o)).Select(o => o.Ratio(Rival.LibTorch))
            .OfType<double>());

    // A part that LibTorch reads from a mask tensor would flatter the mean; so would it to
    // leave out a width that was forced for the whole run.
    private static bool Comparable(Outcome o) => o.Case.Pattern.Told is Told.Nothing or Told.IsCausal;

    private static bool OnGrid(Outcome o, Kind kind) => o.Case.Kind == kind && o.Case.Registers == 0 && Comparable(o);
}
