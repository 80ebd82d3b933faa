namespace Heed.Kernels.Tests;

public class ArgumentTests
{
    [Theory]
    [InlineData("k", 3, 8, 5, 5, 64)]
    [InlineData("k", 2, 9, 5, 5, 64)]
    [InlineData("v", 2, 8, 5, 6, 64)]
    [InlineData("output", 2, 8, 5, 5, 63)]
    public void Shapes_that_do_not_fit_name_the_argument(string name, int groups, int width, int keys, int values, int room)
    {
        var data = new float[4096];
        var thrown = Assert.Throws<ArgumentException>(() => Attention.Forward(new View(data, new(1, 2, 4, 8)),
            new View(data, new(1, groups, keys, width)),
            new View(data, new(1, groups, values, 8)), new float[room]));
        Assert.Equal(name, thrown.ParamName);
    }

    [Theory]
    [InlineData("output", 48)]
    [InlineData("gradient", 48)]
    [InlineData("dq", 64)]
    [InlineData("dk", 80)]
    [InlineData("dv", 60)]
    public void Room_that_is_too_small_or_too_large_for_gradients_is_named(string name, int needed)
    {
        foreach (var given in (int[])[needed - 1, needed + 1])
        {
            float[] Room(string room, int length) => new float[room == name ? given : length];
            var thrown = Assert.Throws<ArgumentException>(() => Attention.Backward(new View(new float[64], new(1, 2, 4, 8)),
                new View(new float[80], new(1, 2, 5, 8)), new View(new float[60], new(1, 2, 5, 6)), Room("output", 48), new float[8],
                Room("gradient", 48), Room("dq", 64), Room("dk", 80), Room("dv", 60), default(Everything), default(Softmax)));
            Assert.Equal(name, thrown.ParamName);
        }
    }

    [Fact]
    public void A_view_longer_than_its_data_is_refused()
        => Assert.Contains("needs 64 floats; the span has 63", Assert.Throws<ArgumentException>(()
            => new View(new float[63], new(1, 2, 4, 8))).Message);

    [Fact]
    public void A_cancelled_call_stops()
        => Assert.Throws<OperationCanceledException>(() => Attention.Forward(new View(new float[8], new(1, 1, 1, 8)),
            new View(new float[8], new(1, 1, 1, 8)),
            new View(new float[8], new(1, 1, 1, 8)), new float[8], default(Everything), default, new() { Cancellation = new(true) }));

    [Fact]
    public void An_unknown_register_width_is_refused()
        => Assert.Contains("set it to 512, 256 or 128", Assert.Throws<ArgumentException>(() => Registers.Choose(64)).Message);

    [Fact]
    public void A_width_that_is_missing_is_said_to_be_missing_where_it_is()
    {
        foreach (var atRunTime in (bool[])[false, true])
            Assert.Equal("which this processor lacks", Registers.Lack(inProcessor: false, atRunTime));
        Assert.Contains("the runtime does not use: take back settings", Registers.Lack(inProcessor: true, atRunTime: true));
        Assert.Contains("was not compiled for: publish it with", Registers.Lack(inProcessor: true, atRunTime: false));
        foreach (var bits in (int[])[512, 256, 128])
            if (Registers.Has(bits)) Assert.Equal(bits, Registers.Choose(bits));
            else Assert.Contains($"{bits}-bit registers, which this processor",
                Assert.Throws<PlatformNotSupportedException>(() => Registers.Choose(bits)).Message);
    }
}
