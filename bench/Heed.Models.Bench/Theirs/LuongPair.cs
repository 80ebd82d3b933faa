using TorchSharp.Modules;

namespace Heed.Models.Bench.Theirs;

/// <summary>Luong's model with input feeding, with the library's LSTM and LSTM cells.</summary>
internal sealed class LuongPair : torch.nn.Module
{
    private readonly Embedding source, target;
    private readonly LSTM encoder;
    private readonly ModuleList<LSTMCell> decoder;
    private readonly Linear general, combine, output;
    private readonly long width;

    private LuongPair(ModelSpec s) : base(nameof(LuongPair))
    {
        width = s.Width;
        source = torch.nn.Embedding(s.SourceSymbols, s.Embedding);
        target = torch.nn.Embedding(s.TargetSymbols, s.Embedding);
        encoder = torch.nn.LSTM(s.Embedding, s.Width, numLayers: s.Layers, batchFirst: true);
        decoder = new([.. Enumerable.Range(0, s.Layers).Select(l => torch.nn.LSTMCell(l == 0 ? s.Embedding + s.Width : s.Width, s.Width))]);
        general = torch.nn.Linear(s.Width, s.Width, false);
        combine = torch.nn.Linear(2 * s.Width, s.Width, false);
        output = torch.nn.Linear(s.Width, s.TargetSymbols);
        RegisterComponents();
    }

    public static (torch.nn.Module, Func<Batch, Tensor>) Make(ModelSpec spec)
    {
        var model = new LuongPair(spec);
        return (model, model.Loss);
    }

    private Tensor Loss(Batch batch)
    {
        using var scope = torch.NewDisposeScope();
        var (memory, h, c) = encoder.call(source.call(batch.Source!), null);
        var (keys, given) = (general.call(memory).transpose(1, 2), target.call(batch.Given));
        var (hs, cs) = (h.unbind(0), c.unbind(0));
        var before = torch.zeros(batch.Rows, width);
        var all = new List<Tensor>();
        for (var t = 0; t < given.shape[1]; t++)
        {
            var x = torch.cat([given.select(1, t), before], 1);
            for (var l = 0; l < decoder.Count; l++)
            {
                (hs[l], cs[l]) = decoder[l].call(x, (hs[l], cs[l]));
                x = hs[l];
            }

            var context = x.unsqueeze(1).bmm(keys).softmax(2).bmm(memory).squeeze(1);
            all.Add(before = combine.call(torch.cat([context, x], 1)).tanh());
        }

        var scores = output.call(torch.stack(all, 1));
        return torch.nn.functional
            .cross_entropy(scores.flatten(0, 1), batch.Wanted.flatten(), ignore_index: Symbols.Pad)
            .MoveToOuterDisposeScope();
    }
}
