using TorchSharp.Modules;

namespace Heed.Models.Bench.Theirs;

/// <summary>LSTM sequence to sequence with the library's stacked LSTM.</summary>
internal sealed class LstmPair : torch.nn.Module
{
    private readonly Embedding source, target;
    private readonly LSTM encoder, decoder;
    private readonly Linear output;

    private LstmPair(ModelSpec s) : base(nameof(LstmPair))
    {
        source = torch.nn.Embedding(s.SourceSymbols, s.Embedding);
        target = torch.nn.Embedding(s.TargetSymbols, s.Embedding);
        encoder = torch.nn.LSTM(s.Embedding, s.Width, numLayers: s.Layers, batchFirst: true);
        decoder = torch.nn.LSTM(s.Embedding, s.Width, numLayers: s.Layers, batchFirst: true);
        output = torch.nn.Linear(s.Width, s.TargetSymbols);
        RegisterComponents();
    }

    public static (torch.nn.Module, Func<Batch, Tensor>) Make(ModelSpec spec)
    {
        var model = new LstmPair(spec);
        return (model, model.Loss);
    }

    private Tensor Loss(Batch batch)
    {
        using var scope = torch.NewDisposeScope();
        var (_, h, c) = encoder.call(source.call(batch.Source!.flip(1)), null);
        var (states, _, _) = decoder.call(target.call(batch.Given), (h, c));
        return torch.nn.functional
            .cross_entropy(output.call(states).flatten(0, 1), batch.Wanted.flatten(), ignore_index: Symbols.Pad)
            .MoveToOuterDisposeScope();
    }
}
