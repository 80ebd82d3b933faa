using TorchSharp.Modules;

namespace Heed.Models.Bench.Theirs;

/// <summary>The RNN encoder-decoder with the library's GRU, c in every input and in the output.</summary>
internal sealed class EncoderDecoderPair : torch.nn.Module
{
    private readonly Embedding source, target;
    private readonly GRU encoder, decoder;
    private readonly Linear summarise, begin, hidden, output;

    private EncoderDecoderPair(ModelSpec s) : base(nameof(EncoderDecoderPair))
    {
        source = torch.nn.Embedding(s.SourceSymbols, s.Embedding);
        target = torch.nn.Embedding(s.TargetSymbols, s.Embedding);
        encoder = torch.nn.GRU(s.Embedding, s.Width, batchFirst: true);
        decoder = torch.nn.GRU(s.Embedding + s.Width, s.Width, batchFirst: true);
        summarise = torch.nn.Linear(s.Width, s.Width);
        begin = torch.nn.Linear(s.Width, s.Width);
        hidden = torch.nn.Linear(2 * s.Width + s.Embedding, 2 * s.FeedForward);
        output = torch.nn.Linear(s.FeedForward, s.TargetSymbols);
        RegisterComponents();
    }

    public static (torch.nn.Module, Func<Batch, Tensor>) Make(ModelSpec spec)
    {
        var model = new EncoderDecoderPair(spec);
        return (model, model.Loss);
    }

    private Tensor Loss(Batch batch)
    {
        using var scope = torch.NewDisposeScope();
        var (_, last) = encoder.call(source.call(batch.Source!), null!);
        var c = summarise.call(last.squeeze(0)).tanh();
        var given = target.call(batch.Given);
        var every = c.unsqueeze(1).expand(-1, given.shape[1], -1);
        var (states, _) = decoder.call(torch.cat([given, every], 2), begin.call(c).tanh().unsqueeze(0));
        var pairs = hidden.call(torch.cat([states, given, every], 2)).chunk(2, 2);
        var scores = output.call(pairs[0].maximum(pairs[1]));
        return torch.nn.functional
            .cross_entropy(scores.flatten(0, 1), batch.Wanted.flatten(), ignore_index: Symbols.Pad)
            .MoveToOuterDisposeScope();
    }
}
