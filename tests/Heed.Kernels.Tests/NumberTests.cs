namespace Heed.Kernels.Tests;

public class NumberTests(ITestOutputHelper log)
{
    // With one key the log-sum-exp is the score itself, so a call shows what a part made of it.
    private static float[] Scores<TPart>(float[] scores, TPart part, int bits) where TPart : struct, IPart<TPart>
    {
        var (output, sums) = (new float[scores.Length], new float[scores.Length]);
        Attention.Forward(new View(scores, new(1, 1, scores.Length, 1)), new View([1f], new(1, 1, 1, 1)), new View([1f], new(1, 1, 1, 1)),
            output, part, sums, new() { Scale = 1, Registers = bits });
        return sums;
    }

    [Theory, MemberData(nameof(Case.Widths), MemberType = typeof(Case))]
    public void A_soft_cap_keeps_its_relative_accuracy_however_small_or_large_the_score(int bits)
    {
        Case.Need(bits);
        float[] scores = [.. Enumerable.Range(0, 40000).Select(i
            => (float)((i % 2 == 0 ? 1 : -1) * Math.Pow(10, -30 + (i * 34 / 40000.0)))), .. Enumerable.Range(0, 40000).Select(i
            => -12 + (i * 24 / 40000f))];
        var (capped, worst) = (Scores(scores, new SoftCap(1), bits), 0.0);
        for (var i = 0; i < scores.Length; i++)
            if (scores[i] != 0) worst = Math.Max(worst, Math.Abs((capped[i] / Math.Tanh(scores[i])) - 1) * (1 << 23));
        log.WriteLine($"{bits} bits: {worst:F2} units in the last place");
        Assert.InRange(worst, 0, 2);
    }

    [Theory, MemberData(nameof(Case.Widths), MemberType = typeof(Case))]
    public void A_NaN_that_is_seen_reaches_the_output_and_one_that_is_not_does_not(int bits)
    {
        Case.Need(bits);
        foreach (var n in (int[])[2, 60])
            foreach (var where in "qkv")
            {
                Show(n, where, default(Everything), bits);
                Show(n, where, new Causal(0), bits);
                Show(n, where, new SoftCap(2), bits);
                Show(n, where, new Both<Alibi, Window>(new([0.5f], 0), new(5, 0)), bits);
                Show(n, where, new FloatMask(Case.Draw(n * n, 1, 1), n, n), bits);
                Show(n, where, new BooleanMask([.. Enumerable.Range(0, n * n).Select(i => i % 3 != 1)], n, n), bits);
                Show(n, where, new Documents([.. Enumerable.Range(0, n).Select(i => i / 20)],
                    [.. Enumerable.Range(0, n).Select(i => i / 20)]), bits);
            }
    }

    private static void Show<TPart>(int n, char where, TPart part, int bits) where TPart : struct, IPart<TPart>
    {
        var one = new Case(1, 1, 1, n, n, 8, 8);
        var at = n / 2;
        (where == 'q' ? one.Q : where == 'k' ? one.K : one.V)[(at * 8) + 3] = float.NaN;
        var (output, own) = (one.Run(part, bits).Output, part.For(0, 0));
        for (var i = 0; i < n; i++)
        {
            var seen = where == 'q' ? i == at && Enumerable.Range(0, n).Any(j => own.Sees(i, j)) : own.Sees(i, at);
            for (var c = 0; c < 8; c++)
                Assert.True(float.IsNaN(output[(i * 8) + c]) == (seen && (where != 'v' || c == 3)),
                    $"{typeof(TPart).Name}, {bits} bits, NaN in {where}, query {i}, feature {c}: {output[(i * 8) + c]}");
        }
    }

    [Theory, MemberData(nameof(Case.Widths), MemberType = typeof(Case))]
    public void Denormal_inputs_are_numbers_like_others(int bits)
    {
        Case.Need(bits);
        foreach (var n in (int[])[3, 40])
        {
            var one = new Case(1, 2, 1, n, 50, 16, 16, 1e-40f);
            for (var i = 0; i < one.V.Length; i += 2) one.V[i] *= 1e-40f;
            one.Judge(new Both<Alibi, Causal>(new([0.1f, 0.2f], 50 - n), new(50 - n)), bits);
        }
    }

    [Theory, MemberData(nameof(Case.Widths), MemberType = typeof(Case))]
    public void No_weight_is_so_small_that_it_or_what_it_is_multiplied_by_becomes_denormal(int bits)
    {
        const int Keys = 1000;
        var (q, k, weights) = (new float[8], new float[Keys * 8], new float[Keys]);
        Attention.Weights(new View(q, new(1, 1, 1, 8)), new View(k, new(1, 1, Keys, 8)), [0], weights, new Alibi([0.125f], Keys - 1),
            options: new() { Registers = bits });
        Assert.DoesNotContain(weights, w => w is > 0 and < 1e-32f);
        Assert.Contains(0f, weights);
        // the definition, from 1e-28 down to 1e-55, has 500 of them
        Assert.Contains(weights, w => w is > 0 and < 1e-28f);
    }

    [Fact]
    public void The_buckets_of_distances_are_those_of_T5()
    {
        // Where the bucket changes, by the paper's 32 buckets up to 128: eight steps to a
        // factor of 16 in an encoder, sixteen to a factor of 8 in a decoder.
        int[] encoder = [.. Enumerable.Range(0, 200).Select(apart => T5Bias.Bucket(apart, 32, 128, T5Side.Encoder))];
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 12, 16, 23, 32, 46, 64, 91], Changes(encoder));
        Assert.All(Enumerable.Range(1, 199), apart => Assert.Equal(encoder[apart] + 16, T5Bias.Bucket(-apart, 32, 128, T5Side.Encoder)));
        int[] decoder = [.. Enumerable.Range(0, 200).Select(apart => T5Bias.Bucket(apart, 32, 128, T5Side.Decoder))];
        Assert.Equal([.. Enumerable.Range(0, 16), 16, 19, 21, 24, 27, 31, 35, 40, 46, 52, 59, 67, 77, 87, 99, 113], Changes(decoder));
        Assert.All(Enumerable.Range(0, 200), ahead => Assert.Equal(0, T5Bias.Bucket(-ahead, 32, 128, T5Side.Decoder)));

        static int[] Changes(int[] buckets)
            => [.. Enumerable.Range(0, buckets.Length).Where(i => i == 0 || buckets[i] == buckets[i - 1] + 1)];
    }

    [Theory]
    [InlineData(T5Side.Encoder)]
    [InlineData(T5Side.Decoder)]
    public void What_is_laid_out_for_the_distances_of_a_call_is_what_they_have(T5Side side)
    {
        float[] table = [.. Enumerable.Range(0, 32).Select(i => i * 1.5f)];
        var (whole, near) = (new T5Bias(table, 1, 32, 1 << 16, side, 3), new T5Bias(table, 1, 32, 1 << 16, side, 3, reach: 12));
        var places = from query in Enumerable.Range(0, 10) from key in Enumerable.Range(0, 13) select (query, key);
        Assert.All(places, at => Assert.Equal(whole.Define(0, at.query, at.key), near.Define(0, at.query, at.key)));
        Assert.True(places.Select(at => whole.Define(0, at.query, at.key)).Distinct().Count() > 8);
    }
}
