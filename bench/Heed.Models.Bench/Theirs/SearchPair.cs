using TorchSharp.Modules;

namespace Heed.Models.Bench.Theirs;

/// <summary>Bahdanau's model with the library's bidirectional GRU and GRU cell.</summary>
internal sealed class SearchPair : torch.nn.Module
{
    private readonly Embedding source, target;
    private readonly GRU encoder;
    private readonly GRUCell decoder;
    private readonly Linear begin, query, key, score, hidden, output;

    private SearchPair(ModelSpec s) : base(nameof(SearchPair))
    {
        source = torch.nn.Embedding(s.SourceSymbols, s.Embedding);
        target = torch.nn.Embedding(s.TargetSymbols, s.Embedding);
        encoder = torch.nn.GRU(s.Embedding, s.Width / 2, batchFirst: true, bidirectional: true);
        decoder = torch.nn.GRUCell(s.Embedding + s.Width, s.Width);
        begin = torch.nn.Linear(s.Width / 2, s.Width);
        query = torch.nn.Linear(s.Width, s.Width, false);
        key = torch.nn.Linear(s.Width, s.Width);
        score = torch.nn.Linear(s.Width, 1, false);
        hidden = torch.nn.Linear(2 * s.Width + s.Embedding, 2 * s.FeedForward);
        output = torch.nn.Linear(s.FeedForward, s.TargetSymbols);
        RegisterComponents();
    }

    public static (torch.nn.Module, Func<Batch, Tensor>) Make(ModelSpec spec)
    {
        var model = new SearchPair(spec);
        return (model, model.Loss);
    }

    private Tensor Loss(Batch batch)
    {
        using var scope = torch.NewDisposeScope();
        var (memory, last) = encoder.call(source.call(batch.Source!), null!);
        var (keys, given) = (key.call(memory), target.call(batch.Given));
        var state = begin.call(last[1]).tanh();
        var (states, contexts) = (new List<Tensor>(), new List<Tensor>());
        for (var t = 0; t < given.shape[1]; t++)
        {
            var weights = score.call((query.call(state).unsqueeze(1) + keys).tanh()).squeeze(2).softmax(1);
            var context = weights.unsqueeze(1).bmm(memory).squeeze(1);
            state = decoder.call(torch.cat([given.select(1, t), context], 1), state);
            states.Add(state);
            contexts.Add(context);
        }

        var pairs = hidden.call(torch.cat([torch.stack(states, 1), given, torch.stack(contexts, 1)], 2)).chunk(2, 2);
        var scores = output.call(pairs[0].maximum(pairs[1]));
        return torch.nn.functional
            .cross_entropy(scores.flatten(0, 1), batch.Wanted.flatten(), ignore_index: Symbols.Pad)
            .MoveToOuterDisposeScope();
    }
}
