namespace Heed.Kernels.Tests;

/// <summary>Memory that is written must be nobody else's.</summary>
public class OverlapTests
{
    // Each operand has 48 floats of one array; two of them begin at the same place, or one float before the other's end.
    private static readonly string[] Operands = ["q", "k", "v", "output", "gradient", "logSumExp", "dq", "dk", "dv"];

    public static TheoryData<string, string, int> Pairs => [.. from written in Operands[6..]
                                                               from other in Operands
                                                               where Array.IndexOf(Operands, other) < Array.IndexOf(Operands, written)
                                                               from shift in (int[])[0, Length(other) - 1, -47]
                                                               select new TheoryDataRow<string, string, int>(written, other, shift)];

    [Theory, MemberData(nameof(Pairs))]
    public void A_gradient_that_overlaps_anything_is_refused(string written, string other, int shift)
    {
        var thrown = Assert.Throws<ArgumentException>(() => Call(written, Start(other) + shift));
        Assert.Contains("overlaps", thrown.Message);
        Assert.Equal(written == "dv" && other is "dq" or "dk" || written == "dk" && other == "dq" ? other : written, thrown.ParamName);
    }

    [Fact]
    public void Operands_side_by_side_are_accepted() => Call("q", Start("q"));

    [Theory]
    [InlineData("q")]
    [InlineData("k")]
    [InlineData("v")]
    public void An_output_that_overlaps_an_input_is_refused(string other)
    {
        var memory = new float[1000];
        var shape = new Shape(1, 2, 6, 4);
        View At(string name) => new(memory.AsSpan(Start(name), 48), shape);
        foreach (var shift in (int[])[0, 47, -47])
            Assert.Equal("output", Assert.Throws<ArgumentException>(()
                => Attention.Forward(At("q"), At("k"), At("v"), memory.AsSpan(Start(other) + shift, 48))).ParamName);
        if (other == "v") return;
        foreach (var shift in (int[])[0, 47, -71])
            Assert.Equal("weights", Assert.Throws<ArgumentException>(()
                => Attention.Weights(At("q"), At("k"), [0, 5, 1, 2, 3, 4], memory.AsSpan(Start(other) + shift, 72), default(Everything)))
                .ParamName);
    }

    private static int Length(string name) => name == "logSumExp" ? 12 : 48;

    private static int Start(string name) => 100 + (Array.IndexOf(Operands, name) * 96);

    // Moves one operand; the others lie apart.
    private static void Call(string moved, int to)
    {
        var memory = new float[1100];
        var shape = new Shape(1, 2, 6, 4);
        Span<float> At(string name) => memory.AsSpan(name == moved ? to : Start(name), Length(name));
        Attention.Backward(new View(At("q"), shape), new View(At("k"), shape), new View(At("v"), shape), At("output"), At("logSumExp"),
            At("gradient"), At("dq"), At("dk"), At("dv"), default(Everything));
    }
}
