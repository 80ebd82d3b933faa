namespace Heed.Kernels.Tests;

/// <summary>The programs of docs/guide/kernels.md on rounded caches, chosen blocks and memories, as the bodies of tests.</summary>
public sealed class GuideMemoryTests
{
    private static readonly Case Example = new(2, 8, 8, 100, 100, 64, 64);
    private readonly float[] q = Example.Q;
    private readonly float[] k = Example.K;

    [Fact]
    public void Rounded_caches_take_less()
    {
        const int T = 30, H = 4, N = 2;
        var latents = new View(Case.Draw(T * 576, 1, 1), new(1, 1, T, 576));
        var queries = new View(Case.Draw(H * N * 576, 1, 2), new(1, H, N, 576));
        var output = new float[H * N * 512];
        using var console = new StringWriter();
        var Console = console;

        #region rounded
        var cache = new KeyValueCache(batch: 1, groups: 1, width: 576, valueWidth: 512,
            options: new() { Precision = CachePrecision.Int8, ValuesInKeys = true });
        cache.Append(latents);                                      // (1, 1, T, 576)
        cache.Attend(queries, output);                              // (1, H, N, 512)
        Console.WriteLine(cache.BytesPerToken);                     // 580, where float32 keys and values take 4,352
        #endregion

        Assert.Equal("580", console.ToString().Trim());
        Assert.All(output, x => Assert.InRange(x, -1, 1));
    }

    [Fact]
    public void Chosen_blocks_are_read_alone()
    {
        const int Tokens = 200;
        var one = new Case(1, 2, 1, Tokens, Tokens, 16, 16);
        View queries = one.Queries, keys = one.Keys, values = one.Values;
        var output = new float[2 * Tokens * 16];
        int[] Choose(int i) => [i / 64, 0];

        #region chosen
        var blocks = (Tokens + 63) / 64;
        var chosen = new bool[Tokens * blocks];                     // (N, blocks), which all heads share here
        for (var i = 0; i < Tokens; i++)
            foreach (var block in Choose(i)) chosen[i * blocks + block] = true;

        var choice = new BlockChoice(chosen, batch: 1, heads: 1, Tokens, Tokens, keyBlock: 64, offset: 0);
        Attention.Forward(queries, keys, values, output, choice);   // offset 0: and no key after a query's own
        #endregion

        var same = one.Run(new Both<BlockMask, Causal>(new(chosen, 1, 1, Tokens, Tokens, 1, 64), new(0))).Output;
        Near(same.Select(x => (double)x), output, 1e-6);
    }

    [Fact]
    public void A_memory_is_gone_through_token_by_token()
    {
        var (betaK, betaV, logDecay) = (Example.K.Select(x => x / 64).ToArray(), Example.V.Select(x => x / 2).ToArray(),
            Case.Draw(2 * 8 * 100, 1, 9).Select(x => x - 1).ToArray());
        var (shape, output) = (new Shape(2, 8, 100, 64), new float[2 * 8 * 100 * 64]);

        #region recurrence
        var tokens = new RecurrenceInputs
        {
            Q = new View(q, shape),
            K = new View(k, shape),
            V = new View(betaV, shape),                             // the delta rule: β · v is written under k …
            Asked = new View(betaK, shape),                         // … less what the memory answers to β · k
            LogDecay = new View(logDecay, new Shape(2, 8, 100, 1)), // one number a head; or one for each of its 64 rows
        };
        var state = new float[2 * 8 * 64 * 64];                     // (B, H, D, Dv), brought up to date
        Recurrence.Forward(tokens, output, state, new() { Scale = 0.125f });
        #endregion

        var (want, memory) = (new double[output.Length], new double[state.Length]);
        RecurrenceDefinition.Forward(tokens, want, memory, new() { Scale = 0.125f });
        Near(want, output, 1e-4);
        Near(memory, state, 1e-4);
    }

    private static void Near(IEnumerable<double> want, float[] got, double allowed)
        => Assert.All(want.Zip(got), pair => Assert.Equal(pair.First, pair.Second, allowed));
}
