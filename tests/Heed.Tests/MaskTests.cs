namespace Heed.Tests;

public sealed class MaskTests
{
    [Fact]
    public void Biases_that_are_joined_are_added()
    {
        var joined = Mask.Add(torch.tensor([1.0, 2])).And(Mask.Add(torch.tensor([10.0, 20])));
        Assert.Equal([11, 22], joined.Bias!.data<double>().ToArray());
    }

    [Fact]
    public void A_pair_that_a_bias_hides_in_one_head_stays_open_in_another_that_mixes_with_it()
    {
        var bias = torch.zeros(1, 2, 3, 3, torch.float64);
        bias[0, 0, 1, 2] = double.NegativeInfinity;
        var mechanism = Expression.Parse("talking-heads").ToMechanism();
        var mixing = torch.tensor(new[,] { { 0.7, 0.3 }, { -0.2, 0.8 } });
        var signals = new SignalSet();
        (signals["w_pre"], signals["w_post"]) = (mixing, mixing);
        var x = torch.linspace(-1, 1, 24, torch.float64).view(1, 2, 3, 4);
        var (open, hidden) = (mechanism.Attend(x, x, x, null, signals), mechanism.Attend(x, x, x, Mask.Add(bias), signals));
        Assert.True(hidden.isfinite().all().ToBoolean());
        Assert.False(hidden[0, 0, 1].allclose(open[0, 0, 1]));
        Assert.True(hidden[0, 1, 0].allclose(open[0, 1, 0]));
    }
}
