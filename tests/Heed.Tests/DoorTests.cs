namespace Heed.Tests;

/// <summary>What would end the process in the native library is refused at the door, in words.</summary>
public sealed class DoorTests
{
    private static readonly Mechanism Causal = Expression.Parse("causal").ToMechanism();

    [Theory]
    [InlineData(torch.ScalarType.Float32, torch.ScalarType.Float64, "'k' is Float64, but 'q' is Float32")]
    [InlineData(torch.ScalarType.Int64, torch.ScalarType.Float32, "'q' is Int64: expected a floating-point tensor")]
    [InlineData(torch.ScalarType.Float32, torch.ScalarType.Bool, "'k' is Bool: expected a floating-point tensor")]
    public void Mixed_types_are_named(torch.ScalarType queries, torch.ScalarType keys, string says)
    {
        var (q, k) = (torch.ones([1, 1, 3, 4]).to_type(queries), torch.ones([1, 1, 3, 4]).to_type(keys));
        Assert.Contains(says, Assert.Throws<ArgumentException>(() => Causal.Attend(q, k, k)).Message);
        State? state = null;
        Assert.Contains(says, Assert.Throws<ArgumentException>(() => Causal.Step(q, k, k, null, ref state)).Message);
    }

    [Fact]
    public void A_signal_or_a_bias_of_another_type_is_named()
    {
        var x = torch.ones(1, 1, 3, 4);
        var sink = Expression.Parse("learned-sink").ToMechanism();
        SignalSet signals = new() { ["sink"] = torch.zeros(1, torch.float64) };
        Assert.Contains("'sink' is Float64", Assert.Throws<ArgumentException>(() => sink.Attend(x, x, x, null, signals)).Message);
        var bias = Mask.Add(torch.zeros([3, 3], torch.float64));
        Assert.Contains("'bias' is Float64", Assert.Throws<ArgumentException>(() => Causal.Attend(x, x, x, bias)).Message);
    }

    [Fact]
    public void Null_is_named_and_not_followed()
    {
        var x = torch.ones(1, 1, 3, 4);
        Assert.Equal("k", Assert.Throws<ArgumentNullException>(() => Causal.Attend(x, null!, x)).ParamName);
        Assert.Equal("sink", Assert.Throws<ArgumentNullException>(() => new SignalSet { ["sink"] = null! }).ParamName);
    }

    [Theory]
    [InlineData(0, 2, 3, 3)]
    [InlineData(1, 2, 0, 3)]
    [InlineData(1, 2, 3, 0)]
    public void Where_there_is_nothing_to_read_zero_is_read(long batch, long heads, long queries, long keys)
    {
        foreach (var word in new[] { "causal", "sparsemax", "nystrom", "gla", "top-k", "rope + alibi" })
        {
            var mechanism = Expression.Parse(word).ToMechanism();
            var (q, k) = (torch.ones(batch, heads, queries, 4), torch.ones(batch, heads, keys, 4));
            var signals = new SignalSet();
            if (word == "gla") signals["log_decay"] = torch.zeros(batch, heads, keys, 4);
            var read = mechanism.Attend(q, k, k, null, signals);
            Assert.Equal([batch, heads, queries, 4], read.shape);
            Assert.True(read.eq(0).all().ToBoolean(), word);
        }
    }

    [Fact]
    public void No_head_of_keys_cannot_serve_two_of_queries()
    {
        var (q, k) = (torch.ones(1, 2, 3, 4), torch.ones(1, 0, 3, 4));
        Assert.Contains("2 query heads cannot share 0", Assert.Throws<ArgumentException>(() => Causal.Attend(q, k, k)).Message);
    }

    [Fact]
    public void A_long_loop_with_traces_and_layers_holds_flat()
    {
        using var layer = new AttentionLayer(Causal, width: 8, heads: 2, seed: 1);
        using var x = torch.ones(1, 3, 8);
        Once();
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (var i = 0; i < 100; i++) Once();
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);

        void Once()
        {
            using var scope = torch.NewDisposeScope();
            using var trace = new StepTrace();
            Causal.Attend(layer.Project(x), trace: trace);
            layer.call(x);
        }
    }
}
