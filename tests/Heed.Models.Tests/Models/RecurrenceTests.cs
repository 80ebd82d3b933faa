using Heed.Cells;
using Heed.Models.Layers;
using Heed.Models.Recurrences;

namespace Heed.Models.Tests.Models;

/// <summary>Whole sequences are what the cells' definitions say, forward and backward.</summary>
public sealed class RecurrenceTests : IDisposable
{
    private readonly DisposeScope scope = torch.NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void Units_that_reset_before_the_product_are_those_of_the_definition(int steps)
    {
        var (given, start, weights) = (Random(1, steps, 3, 12), Random(2, 3, 4), Random(3, 12, 4));
        AssertSame([given, start, weights],
            t => GatedSequence.ResetBefore(t[0], t[1], t[2]),
            t => new ChoCell().Run(t[0].transpose(0, 1), new(t[1]), new(torch.eye(12, dtype: torch.float64), t[2])).Output.transpose(0, 1));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void Units_that_reset_after_the_product_are_those_of_the_definition(int steps)
    {
        var (given, start, weights, added) = (Random(1, steps, 3, 12), Random(2, 3, 4), Random(3, 12, 4), Random(4, 3, 4));
        AssertSame([given, start, weights, added],
            t => GatedSequence.ResetAfter(t[0], t[1], t[2], t[3]),
            t =>
            {
                var rows = Enumerable.Range(0, 3).Select(b =>
                {
                    var bias = torch.cat([torch.zeros(8, torch.float64), t[3][b]]);
                    var cell = new CellWeights(torch.eye(12, dtype: torch.float64), t[2], null, bias);
                    return new GruCell().Run(t[0].narrow(1, b, 1).transpose(0, 1), new(t[1].narrow(0, b, 1)), cell).Output;
                });
                return torch.cat([.. rows], 0).transpose(0, 1);
            });
    }

    [Theory]
    [InlineData(16, 1, true)]
    [InlineData(16, 3, false)]
    [InlineData(48, 3, true)]
    [InlineData(64, 3, true)]
    [InlineData(100, 4, true)]
    public void An_lstm_is_that_of_the_definition_with_and_without_gradients(int width, int steps, bool frozen)
    {
        using var start = new Start(1);
        var stack = new LstmStack(start, new Noise(1, 0), 8, width, 2);
        stack.eval();
        var x = torch.randn(steps, 3, 8);
        var weights = stack.named_parameters().ToDictionary(p => p.name, p => (Tensor)p.parameter);
        using var mode = torch.set_grad_enabled(!frozen);
        var (output, last) = stack.Run(x);
        var expected = x.transpose(0, 1);
        CellState? end = null;
        for (var l = 0; l < 2; l++)
        {
            Tensor Of(string name) => weights[$"layers.{l}.{name}_l0"];
            (expected, end) = new LstmCell()
                .Run(expected, new(torch.zeros(3, width), torch.zeros(3, width)),
                    new(Of("weight_ih"), Of("weight_hh"), Of("bias_ih"), Of("bias_hh")));
        }

        Pairs.AssertClose(expected.transpose(0, 1), output);
        Pairs.AssertClose(end!.Output, last.Outputs.select(1, 1));
        Pairs.AssertClose(end.Memory!, last.Memories.select(1, 1));
        Assert.Equal(frozen, !output.requires_grad);
    }

    [Fact]
    public void A_long_training_keeps_no_more_tensors_than_a_short_one()
    {
        using var model = Pairs.Build<Translator>("rnn-encoder-decoder");
        using var batch = Batch.Of(Pairs.Random(4, 1));
        long Alive()
        {
            using (torch.NewDisposeScope()) model.Loss(batch).backward();
            return DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        }

        for (var i = 0; i < 3; i++) Alive();
        var before = Alive();
        for (var i = 0; i < 20; i++) Alive();
        Assert.Equal(before, Alive());
    }

    private static Tensor Random(ulong seed, params long[] shape)
    {
        using var random = new torch.Generator(seed);
        return torch.randn(shape, torch.float64, generator: random).requires_grad_(true);
    }

    private static void AssertSame(Tensor[] inputs, Func<Tensor[], Tensor> fast, Func<Tensor[], Tensor> definition)
    {
        var (a, b) = (fast(inputs), definition(inputs));
        Pairs.AssertClose(b, a, 1e-12);
        var by = torch.arange(a.numel(), torch.float64).view(a.shape).cos();
        var (got, expected) = (torch.autograd.grad([(a * by).sum()], inputs), torch.autograd.grad([(b * by).sum()], inputs));
        Assert.All(expected.Zip(got), p => Pairs.AssertClose(p.First, p.Second, 1e-12));
    }
}
