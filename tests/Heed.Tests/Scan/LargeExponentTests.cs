namespace Heed.Tests.Scan;

/// <summary>Exponentials that no float32 can hold, compared with the plain formula in float64, which can.</summary>
public sealed class LargeExponentTests
{
    private const long Tokens = 12, Width = 4;
    private const double Tolerance = 1e-5;
    private static readonly double[] Gates = [0, 200, -200, 200, 150, -200, -200, 3, 200, -200, 0, 1];

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void An_input_gate_of_two_hundred_neither_overflows_nor_loses_what_it_wrote(int sign)
    {
        using var scope = torch.NewDisposeScope();
        var inputs = Drawn(Expression.Parse("mlstm").ToMechanism(), out var mechanism);
        inputs["input_gate"] = (torch.tensor(Gates) * sign).view(1, 1, -1);
        inputs["q"].select(2, 3).zero_();                                                  // whose divisor is the one that vanished
        var exact = Plain(inputs);
        var leaves = inputs.Select((_, x) => x.to(torch.float32).requires_grad_(true));
        var read = mechanism.Attend(leaves);
        Assert.True(torch.allclose(read.to(torch.float64), exact, rtol: Tolerance, atol: Tolerance),
            $"{(read.to(torch.float64) - exact).abs().max().ToDouble()}");
        read.sum().backward();
        Assert.All(leaves, l => Assert.True(l.Value.grad!.isfinite().all().ToBoolean(), l.Key));
    }

    [Fact]
    public void Keys_of_hundreds_weigh_as_the_formula_says()
    {
        using var scope = torch.NewDisposeScope();
        var inputs = Drawn(Expression.Parse("rwkv4").ToMechanism(), out var mechanism);
        inputs["k"] = inputs["k"] + torch.tensor(Gates).view(1, -1, 1);
        var exact = Weighted(inputs);
        var leaves = inputs.Select((_, x) => x.to(torch.float32).requires_grad_(true));
        var read = mechanism.Attend(leaves);
        Assert.True(torch.allclose(read.to(torch.float64), exact, rtol: 0, atol: 1e-4),
            $"{(read.to(torch.float64) - exact).abs().max().ToDouble()}");
        read.sum().backward();
        Assert.All(leaves, l => Assert.True(l.Value.grad!.isfinite().all().ToBoolean(), l.Key));
    }

    private static SignalSet Drawn(Mechanism of, out Mechanism mechanism)
    {
        mechanism = of;
        var random = new torch.Generator(2);
        var sizes = Sizes.For(of, 1, 1, Tokens, Tokens, Width, Width);
        var inputs = new SignalSet();
        foreach (var role in of.Roles)
            inputs[role.Name] = torch.randn(sizes.Shape(role), torch.float64, generator: random).Bring(role.Range);
        return inputs;
    }

    /// <summary>The mLSTM with its gates as they are.</summary>
    private static Tensor Plain(SignalSet x)
    {
        var (memory, mass, rows) = (torch.zeros([Width, Width], torch.float64), torch.zeros([Width, 1], torch.float64), new List<Tensor>());
        for (var t = 0; t < Tokens; t++)
        {
            var (q, k, v) = (At(x["q"], t), At(x["k"], t).t() / Math.Sqrt(Width), At(x["v"], t));
            var (forget, input) = (x["forget_gate"][0, 0, t].sigmoid(), x["input_gate"][0, 0, t].exp());
            memory = (forget * memory) + (input * k.matmul(v));
            mass = (forget * mass) + (input * k);
            rows.Add(q.matmul(memory) / q.matmul(mass).abs().clamp(min: 1));
        }

        return torch.cat(rows, 0).view(1, 1, Tokens, Width);

        static Tensor At(Tensor all, int t) => all[0, 0].narrow(0, t, 1);
    }

    /// <summary>RWKV-4 as a sum over all tokens.</summary>
    private static Tensor Weighted(SignalSet x)
    {
        var rows = Enumerable.Range(0, (int)Tokens).Select(t =>
        {
            var far = torch.arange(Tokens, torch.float64).sub(t - 1).neg().unsqueeze(1);   // t − 1 − j
            var exponents = torch.where(far.ge(0), x["k"][0] + (far * x["log_decay"]), double.NegativeInfinity);
            exponents[t] = x["k"][0, t] + x["u"];
            return (exponents.softmax(0) * x["v"][0]).sum(dim: 0);
        });
        return x["r"].sigmoid() * torch.stack(rows, 0).unsqueeze(0);
    }
}
