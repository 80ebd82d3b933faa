namespace Heed.Kernels.Tests;

/// <summary>Outputs and gradients that are written where they are to lie are, bit for bit,
/// the packed ones, and nothing else is touched.</summary>
public class PlaceTests
{
    private const float Sentinel = 12345;
    private const int Gap = 3;                                                      // floats between tokens that belong to nobody

    [Theory, MemberData(nameof(Case.Widths), MemberType = typeof(Case))]
    public void Heads_may_lie_side_by_side(int bits)
    {
        Case.Need(bits);
        foreach (var (n, m, d, w) in (ReadOnlySpan<(int, int, int, int)>)[(1, 9, 16, 16), (5, 7, 5, 9), (11, 11, 32, 32), (65, 49, 64, 17),
            (70, 257, 20, 64)])
        {
            var one = new Case(2, 4, 2, n, m, d, w);
            Compare(one, default(Everything), bits);
            Compare(one, new Causal(m - n), bits);
            if (d % 2 == 0) Compare(one with { Rotation = new(512, d) }, new Causal(m - n), bits);
        }

        var poisoned = new Case(1, 2, 1, 60, 150, 16, 16);
        poisoned.K.AsSpan(60 * 16).Fill(float.NaN);
        poisoned.V.AsSpan(60 * 16).Fill(float.NaN);
        Compare(poisoned, new Causal(0), bits);
    }

    [Fact]
    public void Tokens_that_would_lie_on_one_another_are_refused()
    {
        var room = new float[100];
        Assert.Throws<ArgumentException>(() => new Place(room, new(1, 2, 3, 4), 24, 4, 4).Data.Length);
        Assert.Throws<ArgumentException>(() => new Place(room, new(1, 2, 3, 4), 24, 3, 8).Data.Length);
        Assert.Throws<ArgumentException>(() => new Place(room, new(2, 2, 3, 4), 0, 4, 8).Data.Length);
        Assert.Throws<ArgumentException>(() => new Place(room, new(5, 2, 3, 4), 24, 4, 8).Data.Length);
        Assert.Equal(100, new Place(room, new(2, 2, 3, 4), 24, 4, 8).Data.Length);
        Assert.Equal(100, new Place(room, new(1, 1, 3, 4), 0, 0, 8).Data.Length);
    }

    [Fact]
    public void A_place_of_another_shape_is_refused_by_name()
    {
        var one = new Case(1, 2, 2, 3, 3, 4, 4);
        var error = Assert.Throws<ArgumentException>(() => Attention.Forward(one.Queries, one.Keys, one.Values,
            new Place(new float[24], new(1, 2, 4, 3)), default(Everything), default(Softmax)));
        Assert.Contains("output is (1, 2, 4, 3); it must be (1, 2, 3, 4)", error.Message);
        error = Assert.Throws<ArgumentException>(() => Attention.Backward(one.Queries, one.Keys, one.Values, one.Queries, new float[6],
            one.Keys,
            new(new float[24], new(1, 2, 3, 4)), new(new float[24], new(1, 2, 3, 4)), new(new float[24], new(2, 1, 3, 4)),
                default(Everything), default(Softmax)));
        Assert.Contains("dv is (2, 1, 3, 4); it must be (1, 2, 3, 4)", error.Message);
    }

    private static void Compare<TPart>(Case one, TPart part, int bits) where TPart : struct, IPart<TPart>
    {
        var options = new AttentionOptions { Registers = bits, Threads = 2, Rotation = one.Rotation };
        Shape outputs = new(one.B, one.H, one.N, one.Dv), queries = one.Queries.Shape, keys = one.Keys.Shape, values = one.Values.Shape;
        float[] output = new float[outputs.Length], sums = new float[one.Rows], gradient = Case.Draw((int)outputs.Length, 1, 9);
        float[] dq = new float[queries.Length], dk = new float[keys.Length], dv = new float[values.Length];
        Attention.Forward(one.Queries, one.Keys, one.Values, output, part, sums, options);
        Attention.Backward(one.Queries, one.Keys, one.Values, output, sums, gradient, dq, dk, dv, part, options);

        float[] wideOutput = Wide(outputs), wideSums = new float[one.Rows], wideDq = Wide(queries), wideDk = Wide(keys),
            wideDv = Wide(values), wideGradient = Wide(outputs);
        Attention.Forward(one.Queries, one.Keys, one.Values, To(wideOutput, outputs), part, default(Softmax), wideSums, options);
        Each(outputs, (packed, wide) => wideGradient[wide] = gradient[packed]);
        Attention.Backward(one.Queries, one.Keys, one.Values, From(wideOutput, outputs), wideSums, From(wideGradient, outputs),
            To(wideDq, queries), To(wideDk, keys), To(wideDv, values),
            part, default(Softmax), options);
        Assert.Equal(sums, wideSums);
        Same(output, wideOutput, outputs);
        Same(dq, wideDq, queries);
        Same(dk, wideDk, keys);
        Same(dv, wideDv, values);
    }

    private static void Same(float[] packed, float[] wide, Shape shape)
    {
        var seen = new bool[wide.Length];
        Each(shape, (p, w) =>
        {
            Assert.Equal(packed[p], wide[w]);
            seen[w] = true;
        });
        for (var i = 0; i < wide.Length; i++) Assert.True(seen[i] || wide[i] == Sentinel);
    }

    private static int Token(Shape shape) => shape.Heads * shape.Width + Gap;

    private static float[] Wide(Shape shape)
    {
        var room = new float[shape.Batch * shape.Tokens * Token(shape)];
        Array.Fill(room, Sentinel);
        return room;
    }

    private static Place To(float[] room, Shape shape) => new(room, shape, shape.Tokens * Token(shape), shape.Width, Token(shape));

    private static View From(float[] room, Shape shape) => new(room, shape, shape.Tokens * Token(shape), shape.Width, Token(shape));

    private static void Each(Shape shape, Action<int, int> act)
    {
        var packed = 0;
        for (var b = 0; b < shape.Batch; b++)
            for (var h = 0; h < shape.Heads; h++)
                for (var n = 0; n < shape.Tokens; n++)
                    for (var c = 0; c < shape.Width; c++) act(packed++, (b * shape.Tokens + n) * Token(shape) + h * shape.Width + c);
    }
}
