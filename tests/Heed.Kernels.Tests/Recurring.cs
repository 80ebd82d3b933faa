namespace Heed.Kernels.Tests;

/// <summary>Random tokens for a recurrence, and what the kernel and the definition make of them. Keys are no longer than one.</summary>
/// <param name="B">Sequences.</param>
/// <param name="H">Heads.</param>
/// <param name="N">Tokens.</param>
/// <param name="D">Rows of the memory.</param>
/// <param name="W">Columns.</param>
/// <param name="R">Writes of a token.</param>
/// <param name="Asks">Whether the memory is asked.</param>
/// <param name="Before">Whether it is asked before it fades.</param>
/// <param name="Fading">0 for not at all, 1 for all rows alike, 2 for each row.</param>
/// <param name="Seed">Of the numbers.</param>
internal sealed record Recurring(int B, int H, int N, int D, int W, int R, bool Asks, bool Before, int Fading, int Seed)
{
    private const float Sentinel = 12345;
    private const float Scale = 0.5f;

    public float[] Q => field ??= Case.Draw(B * H * N * D, 1, Seed);
    public float[] K => field ??= Short(Case.Draw(B * H * N * R * D, 1, Seed + 1));
    public float[] V => field ??= Case.Draw(B * H * N * R * W, 1, Seed + 2);
    public float[] Asked => field ??= Asks ? Short(Case.Draw(B * H * N * R * D, 1, Seed + 3)) : [];
    public float[] Decay => field ??= [.. Case.Draw(Fading == 0 ? 0 : B * H * N * (Fading == 1 ? 1 : D), 1, Seed + 4).Select(x => x - 1)];
    public float[] State => field ??= Case.Draw(B * H * D * W, 1, Seed + 5);
    public float[] Upstream => field ??= Case.Draw(B * H * N * W, 1, Seed + 6);
    private float[] UpstreamOfState => field ??= Case.Draw(B * H * D * W, 1, Seed + 7);

    /// <summary>Some of the tokens, as views with strides.</summary>
    public RecurrenceInputs Inputs(int first, int count)
    {
        View Some(float[] x, int each, int width) => width == 0 || x.Length == 0 ? default
            : new(x.AsSpan(first * each * width), new(B, H, count * each, width), (long)H * N * each * width, (long)N * each * width,
                width);
        return new()
        {
            Q = Some(Q, 1, D),
            K = Some(K, R, D),
            V = Some(V, R, W),
            Asked = Some(Asked, R, D),
            LogDecay = Some(Decay, 1, Fading == 0 ? 0 : Fading == 1 ? 1 : D),
        };
    }

    public RecurrenceOptions Options(int bits, int threads) => new()
    {
        Scale = Scale,
        AsksBeforeDecay = Before,
        Registers = bits,
        Threads = threads,
    };

    public (float[] Output, float[] State) Run(RecurrenceInputs inputs, float[] state, int bits = 0, int threads = 2)
    {
        var (output, s) = (Fenced(B * H * inputs.Q.Shape.Tokens * W), Fenced(state.Length));
        state.CopyTo(s, 8);
        Recurrence.Forward(inputs, output.AsSpan(8..^8), s.AsSpan(8..^8), Options(bits, threads));
        return (Inner(output), Inner(s));
    }

    public void Judge(int bits)
    {
        var (output, state) = Run(Inputs(0, N), State, bits);
        var (want, memory) = (new double[output.Length], State.Select(x => (double)x).ToArray());
        var size = RecurrenceDefinition.Forward(Inputs(0, N), want, memory, Options(0, 0));
        var bound = Recurrence.ErrorBound * (N + 8) * (1 + size);
        Near(output, want, bound, $"{this}, {bits} bits: output");
        Near(state, memory, bound * 2 / Scale, $"{this}, {bits} bits: state");
    }

    public (float[] Q, float[] K, float[] V, float[] Asked, float[] Decay, float[] State) Slopes(int bits = 0, int threads = 2)
        => Slopes(Inputs(0, N), State, Upstream, UpstreamOfState, bits, threads);

    public (float[] Q, float[] K, float[] V, float[] Asked, float[] Decay, float[] State) Slopes(RecurrenceInputs inputs, float[] state,
        float[] upstream, float[] upstreamOfState, int bits = 0, int threads = 2)
    {
        var n = inputs.Q.Shape.Tokens;
        var (q, k, v, a, f, s) = (Fenced(B * H * n * D), Fenced(B * H * n * R * D), Fenced(B * H * n * R * W),
            Fenced(Asks ? B * H * n * R * D : 0), Fenced(B * H * n * inputs.LogDecay.Shape.Width), Fenced(state.Length));
        upstreamOfState.CopyTo(s, 8);
        Recurrence.Backward(inputs, state, new(upstream, new(B, H, n, W)), new()
        {
            Q = q.AsSpan(8..^8),
            K = k.AsSpan(8..^8),
            V = v.AsSpan(8..^8),
            Asked = a.AsSpan(8..^8),
            LogDecay = f.AsSpan(8..^8),
            State = s.AsSpan(8..^8),
        }, Options(bits, threads));
        return (Inner(q), Inner(k), Inner(v), Inner(a), Inner(f), Inner(s));
    }

    /// <summary>Compares the gradients with slopes of the definition, for every number that there is.</summary>
    public void JudgeSlopes(int bits)
    {
        var got = Slopes(bits);
        foreach (var (name, x, slopes) in ((string, float[], float[])[])[("q", Q, got.Q), ("k", K, got.K), ("v", V, got.V),
            ("asked", Asked, got.Asked), ("decay", Decay, got.Decay), ("state", State, got.State)])
            for (var i = 0; i < x.Length; i += 1 + x.Length / 40)                          // some of many
            {
                var want = Slope(x, i);
                Assert.True(Math.Abs(slopes[i] - want) <= 2e-5 * (1 + Math.Abs(want)) * (1 + Math.Sqrt(N * R)),
                    $"{this}, {bits} bits: {name}[{i}] is {slopes[i]}; the slope is {want}");
            }
    }

    private double Slope(float[] x, int i)
    {
        const float Step = 1f / 64;
        var middle = x[i];
        var (high, low) = (middle + Step, middle - Step);
        double Loss(float at)
        {
            x[i] = at;
            var (output, memory) = (new double[Upstream.Length], State.Select(y => (double)y).ToArray());
            RecurrenceDefinition.Forward(Inputs(0, N), output, memory, Options(0, 0));
            return output.Zip(Upstream, (a, b) => a * b).Sum() + memory.Zip(UpstreamOfState, (a, b) => a * b).Sum();
        }
        // two steps of different size cancel what the third derivative adds
        var (wide, narrow) = ((Loss(high) - Loss(low)) / ((double)high - low),
            (Loss(middle + Step / 2) - Loss(middle - Step / 2)) / ((double)(middle + Step / 2) - (middle - Step / 2)));
        x[i] = middle;
        return (4 * narrow - wide) / 3;
    }

    // no vector is longer than one
    private float[] Short(float[] x)
    {
        for (var at = 0; at < x.Length; at += D)
        {
            var length = Math.Max(1, Math.Sqrt(x.AsSpan(at, D).ToArray().Sum(y => (double)y * y)));
            for (var i = at; i < at + D; i++) x[i] = (float)(x[i] / length);
        }
        return x;
    }

    private static void Near(float[] got, double[] want, double bound, string what)
    {
        for (var i = 0; i < got.Length; i++)
            Assert.True(Math.Abs(got[i] - want[i]) <= bound,
                $"{what} {i} is {got[i]}; the definition says {want[i]}, and {bound:g2} is allowed");
    }

    private static float[] Fenced(int length)
    {
        var floats = new float[length + 16];
        Array.Fill(floats, Sentinel);
        floats.AsSpan(8..^8).Fill(float.NaN);
        return floats;
    }

    private static float[] Inner(float[] fenced)
    {
        Assert.All(fenced[..8].Concat(fenced[^8..]), x => Assert.Equal(Sentinel, x));
        return fenced[8..^8];
    }
}
