using Heed.Models;
using Heed.Models.Layers;
using TorchSharp.Modules;

namespace Heed.Bench.Synthetic;

/// <summary>What a model of the synthetic tasks is built from.</summary>
/// <param name="Symbols">Size of the vocabulary.</param>
/// <param name="Width">Width of a token.</param>
/// <param name="Heads">Heads of an attention layer.</param>
/// <param name="Layers">How often a short convolution and a mixer follow one another.</param>
/// <param name="Reach">Tokens that the short convolution sums; 0 = there is none.</param>
/// <param name="Hidden">Width of a hidden layer after each mixer; 0 = there is none.</param>
/// <param name="Seed">The seed of the weights.</param>
internal sealed record RecallSpec(int Symbols, int Width, int Heads, int Layers, int Reach, int Hidden, int Seed);

/// <summary>
/// The model that all contestants of the synthetic tasks are put into: embedding, then short convolution and mixer in turn, each added to
/// what it reads after a normalisation; the embedding is also the output map. Nothing but the convolution and the mixer knows of positions.
/// </summary>
internal sealed class RecallModel : torch.nn.Module
{
    private readonly Embedding symbols;
    private readonly ModuleList<Layer> layers = [];
    private readonly LayerNorm norm;

    /// <exception cref="NotApplicableException">The contestant does not fit.</exception>
    public RecallModel(RecallSpec spec, Contestant contestant) : base(nameof(RecallModel))
    {
        using var start = new Start(spec.Seed);
        symbols = start.Embedding(spec.Symbols, spec.Width, 1 / Math.Sqrt(spec.Width));
        for (var l = 0; l < spec.Layers; l++) layers.Add(new(start, spec, contestant, l));
        norm = torch.nn.LayerNorm(spec.Width);
        RegisterComponents();
    }

    /// <summary>How many numbers are learned.</summary>
    public long Size => parameters().Where(p => p.requires_grad).Sum(p => p.numel());

    /// <summary>What the model makes of each token, normalised, (B, N, W).</summary>
    public Tensor Read(Tensor given, AttentionTrace? trace = null)
    {
        var x = symbols.call(given);
        foreach (var layer in layers) x = layer.Of(x, trace);
        return norm.call(x);
    }

    /// <summary>Scores of all symbols, (…, V), for what was read, (…, W).</summary>
    public Tensor Scores(Tensor read) => read.matmul(symbols.weight!.t());

    private sealed class Layer : torch.nn.Module
    {
        private readonly ModuleList<LayerNorm> norms = [];
        private readonly ShortConvolution? near;
        private readonly Mixer mixer;
        private readonly FeedForward? hidden;

        public Layer(Start start, RecallSpec spec, Contestant contestant, int layer) : base(nameof(Layer))
        {
            for (var i = 0; i < 3; i++) norms.Add(torch.nn.LayerNorm(spec.Width));
            near = spec.Reach > 0 ? new(start, spec.Width, spec.Reach) : null;
            mixer = new(start, contestant, spec.Width, spec.Heads, layer);
            hidden = spec.Hidden > 0 ? new(start, spec.Width, spec.Hidden, smooth: true) : null;
            RegisterComponents();
        }

        public Tensor Of(Tensor x, AttentionTrace? trace)
        {
            if (near is not null) x = x + near.Of(norms[0].call(x));
            x = x + mixer.Of(norms[1].call(x), trace);
            return hidden is null ? x : x + hidden.Of(norms[2].call(x));
        }
    }
}
