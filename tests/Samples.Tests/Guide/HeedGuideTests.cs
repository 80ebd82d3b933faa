using Heed;
using Heed.Native;
using Heed.Testing;
using Microsoft.Extensions.Logging;

namespace Samples.Tests.Guide;

/// <summary>The programs of docs/guide/mechanisms.md, as the bodies of tests; the first is samples/apps/mechanisms.cs.</summary>
public sealed class HeedGuideTests
{
    [Fact]
    public void A_word_is_found_by_its_name()
    {
        #region catalog
        var entry = Catalog.Find("alibi")!;
        var said = $"{entry.Card.Name}: {entry.Summary} It costs {entry.Card.Cost.Time}.";
        var same = Expression.Parse("causal + alibi").ToMechanism().Name;                          // alibi + causal: the order of stages
        #endregion

        Assert.Contains("n²d", said);
        Assert.Equal("alibi + causal", same);
    }

    [Fact]
    public void A_layer_trains()
    {
        using var scope = torch.NewDisposeScope();

        #region layer
        using var layer = new AttentionLayer(Expression.Parse("gated-delta-net").ToMechanism(), width: 64, heads: 4, seed: 1);
        var mixed = layer.call(torch.randn(1, 10, 64));                                            // (1, 10, 64)
        mixed.square().mean().backward();
        #endregion

        Assert.Equal([1, 10, 64], mixed.shape);
        Assert.All(layer.parameters(), p => Assert.NotNull(p.grad));
    }

    [Fact]
    public void A_logger_hears_why_the_definition_computed()
    {
        using var scope = torch.NewDisposeScope();
        using var logger = new CollectingLogger(LogLevel.Debug);

        #region log
        HeedLog.Logger = logger;                                                                   // an ILogger of your own
        var mechanism = Expression.Parse("alibi + causal").ToMechanism();
        var x = torch.randn([1, 2, 5, 8], dtype: torch.float64);
        var y = mechanism.Attend(x, x, x);                                                         // event 2: kernels compute in float32
        #endregion

        Assert.Equal(x.shape, y.shape);
        Assert.Contains("'alibi + causal'", Assert.Single(logger.Of(2, "DefinitionTaken", LogLevel.Debug)));
    }

    [Fact]
    public void Steps_are_the_whole()
    {
        using var scope = torch.NewDisposeScope();
        using var random = new torch.Generator(1);
        var (q, k, v) = (torch.randn([1, 2, 10, 8], generator: random), torch.randn([1, 2, 10, 8], generator: random),
            torch.randn([1, 2, 10, 8], generator: random));
        var steps = new Tensor[10];

        #region steps
        var mechanism = Expression.Parse("causal + sliding-window(4)").ToMechanism();
        State? state = null;
        for (var t = 0; t < 10; t++)
        {
            var (newQ, newK, newV) = (q.narrow(2, t, 1), k.narrow(2, t, 1), v.narrow(2, t, 1));
            steps[t] = mechanism.Step(newQ, newK, newV, null, ref state);                          // what the whole gives at t
        }
        #endregion

        Assert.True((torch.cat(steps, 2) - mechanism.Attend(q, k, v)).abs().max().ToSingle() < 1e-5);
    }
}
