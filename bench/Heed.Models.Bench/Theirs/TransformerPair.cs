using TorchSharp.Modules;

namespace Heed.Models.Bench.Theirs;

/// <summary>The library's Transformer module, whose output map is not tied.</summary>
internal sealed class TransformerPair : torch.nn.Module
{
    private const int Longest = 128;
    private readonly Embedding source, target;
    private readonly Transformer transformer;
    private readonly Linear output;
    private readonly Tensor places;
    private readonly double scale;

    private TransformerPair(ModelSpec s) : base(nameof(TransformerPair))
    {
        scale = Math.Sqrt(s.Width);
        source = torch.nn.Embedding(s.SourceSymbols, s.Width);
        target = torch.nn.Embedding(s.TargetSymbols, s.Width);
        transformer = torch.nn.Transformer(s.Width, s.Heads, s.Layers, s.Layers, s.FeedForward, 0.0);
        output = torch.nn.Linear(s.Width, s.TargetSymbols, false);
        places = torch.randn(Longest, 1, s.Width);
        RegisterComponents();
    }

    public static (torch.nn.Module, Func<Batch, Tensor>) Make(ModelSpec spec)
    {
        var model = new TransformerPair(spec);
        return (model, model.Loss);
    }

    private Tensor Loss(Batch batch)
    {
        using var scope = torch.NewDisposeScope();
        var (s, t) = (batch.Source!.t(), batch.Given.t());
        var ahead = torch.full(t.shape[0], t.shape[0], double.NegativeInfinity, torch.float32).triu(1);
        var read = source.call(s) * scale + places.narrow(0, 0, s.shape[0]);
        var written = target.call(t) * scale + places.narrow(0, 0, t.shape[0]);
        var scores = output.call(transformer.call(read, written, null!, ahead));
        return torch.nn.functional
            .cross_entropy(scores.flatten(0, 1), batch.Wanted.t().flatten(), ignore_index: Symbols.Pad)
            .MoveToOuterDisposeScope();
    }
}
