using TorchSharp.Modules;

namespace Heed.Models.Bench.Theirs;

/// <summary>A language model of the library's linear maps, normalisation and fused attention, with learned positions.</summary>
internal sealed class GptPair : torch.nn.Module
{
    private readonly Embedding symbols, places;
    private readonly ModuleList<LayerNorm> norms = [];
    private readonly ModuleList<Linear> maps = [];
    private readonly LayerNorm last;
    private readonly int layers, heads;

    private GptPair(ModelSpec s) : base(nameof(GptPair))
    {
        (layers, heads) = (s.Layers, s.Heads);
        symbols = torch.nn.Embedding(s.TargetSymbols, s.Width);
        places = torch.nn.Embedding(s.Context, s.Width);
        for (var l = 0; l < s.Layers; l++)
        {
            norms.Add(torch.nn.LayerNorm(s.Width));
            norms.Add(torch.nn.LayerNorm(s.Width));
            maps.Add(torch.nn.Linear(s.Width, 3 * s.Width));
            maps.Add(torch.nn.Linear(s.Width, s.Width));
            maps.Add(torch.nn.Linear(s.Width, s.FeedForward));
            maps.Add(torch.nn.Linear(s.FeedForward, s.Width));
        }

        last = torch.nn.LayerNorm(s.Width);
        RegisterComponents();
    }

    public static (torch.nn.Module, Func<Batch, Tensor>) Make(ModelSpec spec)
    {
        var model = new GptPair(spec);
        return (model, model.Loss);
    }

    private Tensor Loss(Batch batch)
    {
        using var scope = torch.NewDisposeScope();
        var given = batch.Given;
        var x = symbols.call(given) + places.call(torch.arange(given.shape[1]));
        for (var l = 0; l < layers; l++)
        {
            var parts = maps[4 * l].call(norms[2 * l].call(x)).chunk(3, 2)
                .Select(p => p.view(x.shape[0], x.shape[1], heads, -1).transpose(1, 2)).ToArray();
            var read = torch.nn.functional.scaled_dot_product_attention(parts[0], parts[1], parts[2], null, 0, true);
            x = x + maps[4 * l + 1].call(read.transpose(1, 2).flatten(2));
            x = x + maps[4 * l + 3].call(maps[4 * l + 2].call(norms[2 * l + 1].call(x)).gelu());
        }

        var scores = last.call(x).matmul(symbols.weight!.t());
        return torch.nn.functional
            .cross_entropy(scores.flatten(0, 1), batch.Wanted.flatten(), ignore_index: Symbols.Pad)
            .MoveToOuterDisposeScope();
    }
}
