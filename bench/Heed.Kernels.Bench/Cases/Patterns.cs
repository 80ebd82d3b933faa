namespace Heed.Kernels.Bench;

/// <summary>The patterns that are measured.</summary>
internal static class Patterns
{
    public static Pattern Plain { get; } = new Pattern<Everything>("plain", Told.Nothing, _ => default);

    public static Pattern Causal { get; } = new Pattern<Causal>("causal", Told.IsCausal, _ => new(0));

    public static Pattern Alibi { get; } = new Pattern<Alibi>("alibi", Told.Mask, Slopes, perHead: true);

    public static Pattern AlibiCausal { get; } = new Pattern<Both<Alibi, Causal>>("alibi+causal", Told.Mask,
        size => new(Slopes(size), new(0)), perHead: true);

    public static Pattern SoftCap { get; } = new Pattern<SoftCap>("softcap", Told.Formula, _ => new(Cap));

    public static Pattern Window { get; } = new Pattern<Window>("window256", Told.Mask, _ => new(256, 0));

    /// <summary>Packed sequences of 1 to 511 tokens, 256 on average, each causal.</summary>
    public static Pattern Documents { get; } = new Pattern<Both<Documents, Causal>>("documents", Told.Mask,
        size => new(new(Packed(size.Queries), Packed(size.Keys)), new(0)));

    /// <summary>The limit of <see cref="SoftCap"/>.</summary>
    public const float Cap = 30;

    /// <summary>The pattern of this name.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public static Pattern Named(string name)
        => typeof(Patterns).GetProperties().Select(p => p.GetValue(null)).OfType<Pattern>().FirstOrDefault(p => p.Name == name)
        ?? throw new FormatException($"'{name}' is no pattern of this program.");

    private static Alibi Slopes(Size size) => new([.. Enumerable.Range(1, size.Heads).Select(h => MathF.Pow(2, -8f * h / size.Heads))], 0);

    private static int[] Packed(int tokens)
    {
        var (random, ids, id) = (new Random(11), new int[tokens], 0);
        for (var start = 0; start < tokens; id++)
        {
            var length = Math.Min(random.Next(1, 512), tokens - start);
            Array.Fill(ids, id, start, length);
            start += length;
        }
        return ids;
    }
}
