namespace Heed.Kernels.Tests;

public class PartArgumentTests
{
    private const int Beyond = (1 << 24) + 1;

    public static TheoryData<string, Action> Constructors => new()
    {
        { "slopes", () => _ = new Alibi([1, float.NaN], 0) },
        { "slopes", () => _ = new Alibi(null!, 0) },
        { "offset", () => _ = new Alibi([1], Beyond) },
        { "offset", () => _ = new Causal(-Beyond) },
        { "width", () => _ = new Window(-1, 0) },
        { "width", () => _ = new Dilated(0, 2, 0) },
        { "step", () => _ = new Dilated(2, 0, 0) },
        { "prefixes", () => _ = new PrefixCausal([-1], 0) },
        { "logits", () => _ = new Sink([float.PositiveInfinity]) },
        { "gradient", () => _ = new Sink([1, 2], [0]) },
        { "cap", () => _ = new SoftCap(0) },
        { "cap", () => _ = new SoftCap(float.NaN) },
        { "table", () => _ = new DistanceBias(new float[6], 1, 2, 0) },
        { "reach", () => _ = new DistanceBias([], 1, -1, 0) },
        { "buckets", () => _ = new T5Bias(new float[3], 1, 3, 128, T5Side.Encoder, 0) },
        { "table", () => _ = new T5Bias(new float[31], 1, 32, 128, T5Side.Encoder, 0) },
        { "farthest", () => _ = new T5Bias(new float[32], 1, 32, 8, T5Side.Encoder, 0) },
        { "reach", () => _ = new T5Bias(new float[32], 1, 32, 128, T5Side.Encoder, 0, reach: 0) },
        { "mask", () => _ = new FloatMask(new float[5], 2, 3) },
        { "mask", () => _ = new BooleanMask(new bool[6], 1 << 16, 1 << 16) },
        { "mask", () => _ = new BooleanMask(null!, 2, 3) },
        { "blocks", () => _ = new BlockMask(new bool[5], 1, 1, 10, 10, 4, 4) },
        { "queryBlock", () => _ = new BlockMask(new bool[9], 1, 1, 10, 10, 0, 4) },
        { "queryIds", () => _ = new Documents([0, 1, 2], [0, 0], 2) },
        { "keyIds", () => _ = new Documents([0], [Beyond]) },
    };

    [Theory, MemberData(nameof(Constructors))]
    public void A_constructor_names_the_argument_that_it_refuses(string name, Action make)
        => Assert.Equal(name, Assert.ThrowsAny<ArgumentException>(make).ParamName);

    [Fact]
    public void A_call_names_the_argument_of_the_part_that_does_not_fit_it()
    {
        Refused("slopes", new Alibi([1], 0), "has 1 numbers; 2 query heads need 2");
        Refused("logits", Sink.Zeros(3), "has 3 numbers");
        Refused("heads", new DistanceBias(new float[3 * 3], 3, 1, 0), "is 3; it must be 1, which all share, or 2");
        Refused("prefixes", new PrefixCausal([1, 2], 0), "is 2; it must be 1, which all share, or 3");
        Refused("queries", new FloatMask(new float[35], 5, 7), "is 5; there are 4 queries");
        Refused("keys", new BooleanMask(new bool[24], 4, 6), "is 6; there are 7 keys");
        Refused("batch", new BooleanMask(new bool[56], 2, 1, 4, 7), "is 2; it must be 1, which all share, or 3");
        Refused("keys", new BlockMask(new bool[1], 1, 1, 4, 8, 8, 8), "is 8; there are 7 keys");
        Refused("queryIds", new Documents(new int[5], new int[7]), "has 5 ids a sequence; there are 4 queries");
        Refused("keyIds", new Both<Causal, Documents>(new(0), new(new int[4], new int[8])), "has 8 ids a sequence; there are 7 keys");
        Refused("reach", new T5Bias(new float[64], 2, 32, 128, T5Side.Encoder, 3, reach: 5), "up to 5; 4 queries and 7 keys");
        Refused("part", new Causal(1 << 24), "cannot count 4 queries and 7 keys");
        Refused("width", default(Window), "width is 0");
        Refused("mask", default(FloatMask), "is missing");

        static void Refused<TPart>(string name, TPart part, string message) where TPart : struct, IPart<TPart>
        {
            var thrown = Assert.ThrowsAny<ArgumentException>(() => new Case(3, 2, 1, 4, 7, 8, 8).Run(part));
            Assert.Equal(name, thrown.ParamName);
            Assert.Contains(message, thrown.Message);
        }
    }
}
