using CsCheck;
using Heed.Tests;

namespace Heed.Kernels.Tests;

/// <summary>The recurrence computes what its definition says, forward and backward, whole and in pieces.</summary>
public class RecurrenceTests
{
    [Theory, MemberData(nameof(Case.Widths), MemberType = typeof(Case))]
    public void Outputs_and_memories_are_those_of_the_definition(int bits)
    {
        Case.Need(bits);
        var draws = Gen.Select(Gen.Int[1, 150], Gen.Int[1, 80], Gen.Int[1, 150], Gen.Int[1, 3],
            Gen.Select(Gen.Bool, Gen.Bool, Gen.Int[0, 2]), Gen.Int[0, 999]);
        draws.ForEachDraw((n, d, w, updates, how, seed) =>
        {
            var one = new Recurring(2, 2, n, d, w, updates, Asks: how.Item1, Before: how.Item2, Fading: how.Item3, seed);
            one.Judge(bits);
        }, iter: 60);
    }

    [Theory, MemberData(nameof(Case.Widths), MemberType = typeof(Case))]
    public void Gradients_are_the_slopes_of_the_definition(int bits)
    {
        Case.Need(bits);
        var draws = Gen.Select(Gen.Int[1, 20], Gen.Int[1, 9], Gen.Int[1, 70], Gen.Int[1, 3],
            Gen.Select(Gen.Bool, Gen.Bool, Gen.Int[0, 2]), Gen.Int[0, 999]);
        draws.ForEachDraw((n, d, w, updates, how, seed)
            => new Recurring(1, 2, n, d, w, updates, Asks: how.Item1, Before: how.Item2, Fading: how.Item3, seed).JudgeSlopes(bits),
            iter: 40);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Pieces_of_a_text_are_the_whole_of_it(bool asks)
    {
        var one = new Recurring(2, 2, 130, 40, 70, 2, asks, Before: false, Fading: 2, Seed: 5);
        var whole = one.Run(one.Inputs(0, 130), one.State);
        foreach (var piece in (int[])[1, 7, 64])
        {
            var state = (float[])[.. one.State];
            for (var first = 0; first < 130; first += piece)
            {
                var count = Math.Min(piece, 130 - first);
                var some = one.Run(one.Inputs(first, count), state);
                state = some.State;
                for (var head = 0; head < 4; head++)
                    Assert.Equal(whole.Output.AsSpan((head * 130 + first) * 70, count * 70),
                        some.Output.AsSpan(head * count * 70, count * 70));
            }
            Assert.Equal(whole.State, state);
        }
    }

    [Fact]
    public void Long_texts_keep_the_memory_of_few_places_only_and_give_the_same_gradients()
    {
        const int Tokens = 5000;                                                           // more than 256 chunks of 16
        var one = new Recurring(1, 1, Tokens, 3, 2, 1, Asks: true, Before: false, Fading: 1, Seed: 2);
        var all = one.Slopes(one.Inputs(0, Tokens), one.State, one.Upstream, new float[6]);
        var last = one.Slopes(one.Inputs(Tokens - 9, 9), one.Run(one.Inputs(0, Tokens - 9), one.State).State,
            one.Upstream[^(9 * 2)..], new float[6]);
        for (var i = 1; i <= last.Q.Length; i++) Assert.Equal(last.Q[^i], all.Q[^i], 1e-6f);
        for (var i = 1; i <= last.K.Length; i++) Assert.Equal(last.K[^i], all.K[^i], 1e-6f);
        for (var i = 1; i <= last.Decay.Length; i++) Assert.Equal(last.Decay[^i], all.Decay[^i], 1e-6f);
    }

    [Fact]
    public void Threads_change_no_bit()
    {
        var one = new Recurring(2, 3, 90, 33, 100, 2, Asks: true, Before: true, Fading: 2, Seed: 8);
        var (run, slopes) = (one.Run(one.Inputs(0, 90), one.State, threads: 1), one.Slopes(threads: 1));
        foreach (var threads in (int[])[2, 3, 7])
        {
            var again = one.Run(one.Inputs(0, 90), one.State, threads: threads);
            Assert.Equal(run.Output, again.Output);
            Assert.Equal(run.State, again.State);
            Assert.Equal(slopes.Decay, one.Slopes(threads: threads).Decay);
            Assert.Equal(slopes.K, one.Slopes(threads: threads).K);
        }
    }

    [Theory]
    [InlineData(-20f)]
    [InlineData(-1e30f)]
    [InlineData(float.NegativeInfinity)]
    public void What_was_forgotten_reaches_nothing(float decay)
    {
        var one = new Recurring(1, 1, 30, 8, 8, 1, Asks: true, Before: false, Fading: 1, Seed: 3);
        one.Decay[20] = decay;
        one.Judge(0);
        if (decay > -1e3f) return;
        var whole = one.Run(one.Inputs(0, 30), one.State);
        var fresh = one.Run(one.Inputs(20, 10), new float[64]);
        Assert.Equal(fresh.Output, whole.Output[(20 * 8)..]);
        one.Upstream.AsSpan(..(20 * 8)).Clear();                                           // nobody asks before
        var slopes = one.Slopes();
        Assert.All(slopes.State, x => Assert.Equal(0, x));
        Assert.All(slopes.Q.Concat(slopes.K).Concat(slopes.V).Concat(slopes.Asked).Concat(slopes.Decay),
            x => Assert.True(float.IsFinite(x)));
    }

    [Fact]
    public void One_key_of_length_one_and_full_strength_is_answered_with_its_latest_value()
    {
        float[] key = [0.6f, 0.8f], output = new float[3 * 2], state = new float[4];
        var keys = (float[])[.. key, .. key, .. key];
        var shape = new Shape(1, 1, 3, 2);
        var view = new View(keys, shape);
        Recurrence.Forward(new() { Q = view, K = view, V = new([1, 2, 3, 4, 5, 6], shape), Asked = view }, output, state);
        for (var i = 0; i < 6; i++) Assert.Equal(i + 1, output[i], 1e-5f);
    }

    [Fact]
    public void What_does_not_fit_is_named()
    {
        View Data(int t, int d) => new(new float[2 * t * d], new(1, 2, t, d));
        void Refused(string name, Action call) => Assert.Equal(name, Assert.ThrowsAny<ArgumentException>(call).ParamName);
        void Call(int k = 3, int kd = 4, int v = 3, int asked = 0, int decay = 0, int output = 30, int state = 40, float scale = 1)
            => Recurrence.Forward(new()
            {
                Q = Data(3, 4),
                K = Data(k, kd),
                V = Data(v, 5),
                Asked = asked == 0 ? default : Data(asked, 4),
                LogDecay = decay == 0 ? default : Data(3, decay),
            }, new float[output], new float[state], new() { Scale = scale });
        Call();
        Call(k: 6, v: 6, asked: 6, decay: 1);
        Refused("K", () => Call(k: 4));
        Refused("K", () => Call(kd: 5));
        Refused("V", () => Call(v: 4));
        Refused("Asked", () => Call(asked: 6));
        Refused("LogDecay", () => Call(decay: 2));
        Refused("output", () => Call(output: 31));
        Refused("state", () => Call(state: 41));
        Refused("options", () => Call(scale: float.NaN));
        Refused("Q", () => Recurrence.Forward(default, [], []));
        var shared = new float[60];
        Refused("output", () => Recurrence.Forward(new() { Q = new(shared, new(1, 2, 3, 4)), K = Data(3, 4), V = Data(3, 5) },
            shared.AsSpan(10, 30), new float[40]));
        var one = new Recurring(1, 1, 3, 4, 5, 1, true, false, 1, 1);
        Refused("K", () => Recurrence.Backward(one.Inputs(0, 3), one.State, new(one.Upstream, new(1, 1, 3, 5)),
            new()
            {
                Q = new float[12],
                K = new float[11],
                V = new float[15],
                Asked = new float[12],
                LogDecay = new float[3],
                State = new float[20],
            }));
        Refused("State", () => Recurrence.Backward(one.Inputs(0, 3), one.State, new(one.Upstream, new(1, 1, 3, 5)),
            new() { Q = new float[12], K = new float[12], V = new float[15], Asked = new float[12], LogDecay = new float[3] }));
    }
}
