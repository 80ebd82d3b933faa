namespace Heed.Kernels.Tests;

/// <summary>One call with random inputs, judged against the definition within the stated bound.</summary>
internal sealed record Case(int B, int H, int G, int N, int M, int D, int Dv, float Size = 1, int Seed = 1)
{
    private const float Sentinel = 12345;

    internal View Queries => new(Q, new(B, H, N, D));
    internal View Keys => new(K, new(B, G, M, D));
    internal View Values => new(V, new(B, G, M, Dv));
    public int Rows => B * H * N;

    public Rotation? Rotation { get; init; }

    /// <summary>All register widths; when one is forced, that one, so that a run per width tests each once.</summary>
    public static TheoryData<int> Widths
        => Environment.GetEnvironmentVariable(Registers.Variable) is { Length: > 0 } ? [Registers.Choose()] : [512, 256, 128];

    /// <summary>Queries and keys to use instead of random ones.</summary>
    public (float[] Q, float[] K)? Turned { get; init; }

    public float[] Q => Turned?.Q ?? (field ??= Draw(B * H * N * D, Size, Seed));
    public float[] K => Turned?.K ?? (field ??= Draw(B * G * M * D, Size, Seed + 1));
    public float[] V => field ??= Draw(B * G * M * Dv, 1, Seed + 2);

    /// <summary>Whether a run tests so many bits: all do, unless a width is forced.</summary>
    public static bool Forced(int bits)
        => Environment.GetEnvironmentVariable(Registers.Variable) is not { Length: > 0 } || Registers.Choose() == bits;

    public static void Need(int bits) => Assert.SkipUnless(Registers.Has(bits), $"not run: this machine has no {bits}-bit registers");

    public static float[] Draw(int count, float size, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => size * (float)(random.NextDouble() * 2 - 1))];
    }

    public (float[] Output, float[] LogSumExp) Run<TPart>(TPart part, int bits = 0, int threads = 1) where TPart : struct, IPart<TPart>
    {
        var (output, sums) = (new float[B * H * N * Dv + 8], new float[B * H * N + 8]);
        Array.Fill(output, float.NaN);
        Array.Fill(sums, float.NaN);
        output.AsSpan(^8..).Fill(Sentinel);
        sums.AsSpan(^8..).Fill(Sentinel);
        Attention.Forward(new View(Q, new(B, H, N, D)), new View(K, new(B, G, M, D)), new View(V, new(B, G, M, Dv)),
            output.AsSpan(..^8), part, sums.AsSpan(..^8), new() { Registers = bits, Threads = threads, Rotation = Rotation });
        Assert.All(output[^8..], x => Assert.Equal(Sentinel, x));
        Assert.All(sums[^8..], x => Assert.Equal(Sentinel, x));
        return (output[..^8], sums[..^8]);
    }

    /// <summary>What the definition says, and S, the largest size of a score.</summary>
    public (double[] Output, double[] LogSumExp, double Size) Define<TPart>(TPart part) where TPart : struct, IPart<TPart>
    {
        var (output, sums) = (new double[Rows * Dv], new double[Rows]);
        return (output, sums, AttentionDefinition.Forward(Queries, Keys, Values, output, sums, part, rotation: Rotation));
    }

    public void Judge<TPart>(TPart part, int bits = 0) where TPart : struct, IPart<TPart>
    {
        var ((output, sums), want) = (Run(part, bits), Define(part));
        Closeness.OfOutput(output, want.Output, want.Size, Largest)
            .Demand(output, want.Output, $"{this}, {bits} bits, {typeof(TPart)}: output");
        Closeness.OfLogSumExp(sums, want.LogSumExp, want.Size).Demand(sums, want.LogSumExp,
            $"{this}, {bits} bits, {typeof(TPart)}: logSumExp");
    }

    /// <summary>The largest error of outputs as a share of the bound.</summary>
    public double Strain<TPart>(TPart part, int bits) where TPart : struct, IPart<TPart>
    {
        var want = Define(part);
        return Closeness.OfOutput(Run(part, bits).Output, want.Output, want.Size, Largest).Share;
    }

    /// <summary>The largest of the finite values.</summary>
    public float Largest => V.Where(float.IsFinite).Select(MathF.Abs).DefaultIfEmpty(0).Max();

    public override string ToString() => $"({B}, {H}/{G}, {N}/{M}, {D}/{Dv}), size {Size}, seed {Seed}";
}
