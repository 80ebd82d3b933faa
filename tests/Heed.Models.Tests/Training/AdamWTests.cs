using Heed.Models.Training;

namespace Heed.Models.Tests.Training;

public sealed class AdamWTests
{
    [Theory]
    [InlineData(0.0)]
    [InlineData(0.1)]
    public void Its_steps_are_those_of_TorchSharp(double decay)
    {
        var options = new TrainingOptions { Beta1 = 0.9, Beta2 = 0.95, Epsilon = 1e-8, WeightDecay = decay };
        using var scope = torch.NewDisposeScope();
        long[][] shapes = [[3, 5], [1, 1], [16, 33], [2, 7]];
        using var random = new torch.Generator(3);
        TorchSharp.Modules.Parameter[] ours = [.. shapes.Select(s => torch.nn.Parameter(torch.randn(s, generator: random)))];
        TorchSharp.Modules.Parameter[] theirs = [.. ours.Select(p => torch.nn.Parameter(p.detach().clone()))];
        var optimizer = new AdamW(ours.Select((p, i) => ($"p{i}", p)), options);
        using var reference = torch.optim.AdamW(theirs, 0.01, 0.9, 0.95, 1e-8, decay);
        for (var step = 0; step < 50; step++)
        {
            var target = torch.randn(1, generator: random);
            foreach (var weights in new[] { ours, theirs })
                weights.Select(p => (p.sin() - target).pow(2).sum()).Aggregate((a, b) => a + b).backward();
            Assert.Equal(Math.Sqrt(ours.Sum(p => p.grad!.to(torch.float64).pow(2).sum().item<double>())), optimizer.GradientNorm(), 10);
            optimizer.Step(0.01);
            reference.step();
            reference.zero_grad();
        }

        for (var i = 0; i < ours.Length; i++) Assert.True((ours[i] - theirs[i]).abs().max().item<float>() < 2e-6, $"parameter {i} differs");
    }

    [Fact]
    public void Vectors_do_not_decay_and_gradients_are_zero_afterwards()
    {
        using var scope = torch.NewDisposeScope();
        var (matrix, vector) = (torch.nn.Parameter(torch.ones(2, 3)), torch.nn.Parameter(torch.ones(5)));
        var optimizer = new AdamW([("m", matrix), ("v", vector)], new() { WeightDecay = 0.5 });
        (matrix.sum() * 0 + vector.sum() * 0).backward();
        optimizer.Step(0.1);
        Assert.True(matrix.eq(0.95f).all().item<bool>());
        Assert.True(vector.eq(1).all().item<bool>());
        (matrix.sum() + vector.sum()).backward();
        optimizer.Step(0.1, scale: 0.5);
        Assert.True(matrix.grad!.eq(0).all().item<bool>() && vector.grad!.eq(0).all().item<bool>());
    }

    [Fact]
    public void A_shortened_gradient_is_that_much_shorter()
    {
        using var scope = torch.NewDisposeScope();
        var one = torch.nn.Parameter(torch.ones(19));
        var other = torch.nn.Parameter(torch.ones(19));
        var (first, second) = (new AdamW([("p", one)], new()), new AdamW([("p", other)], new()));
        for (var i = 1; i < 5; i++)
        {
            (one.sum() * i * 2).backward();
            (other.sum() * i).backward();
            first.Step(0.1, scale: 0.5);
            second.Step(0.1);
        }

        Assert.True(one.eq(other).all().item<bool>());
    }

    [Fact]
    public void A_parameter_without_a_gradient_is_left_alone()
    {
        using var scope = torch.NewDisposeScope();
        var weight = torch.nn.Parameter(torch.ones(3, 3));
        new AdamW([("w", weight)], new() { WeightDecay = 1 }).Step(0.1);
        Assert.True(weight.eq(1).all().item<bool>());
    }
}
