using Heed.Models;
using Heed.Models.Layers;
using Heed.Models.Plans;
using Heed.Models.Recurrences;

namespace Heed.Bench.Synthetic;

/// <summary>What a contestant is inside a model: an attention layer round a mechanism, or a layer of gated units.</summary>
internal sealed class Mixer : torch.nn.Module
{
    private readonly Attending? attention;
    private readonly GatedUnit? units;

    /// <exception cref="NotApplicableException">The mechanism reads what comes later, cannot be computed, or does not fit the width and
    /// heads.</exception>
    public Mixer(Start start, Contestant contestant, int width, int heads, int layer) : base(nameof(Mixer))
    {
        try
        {
            if (contestant.IsGru) units = new(start, width, width);
            else attention = new(start, contestant.Causal, width, null, heads, AttentionPlace.Decoder, layer);
            RegisterComponents();
            if (attention is not null) PlaceCheck.Decoder(attention);
        }
        catch (ArgumentException e)
        {
            throw new NotApplicableException(e.Message.Split(" (Parameter")[0]);
        }
    }

    /// <summary>(B, N, W) to (B, N, W).</summary>
    public Tensor Of(Tensor x, AttentionTrace? trace) => attention is not null ? attention.Look(x, Mask.None, trace)
        : units!.Run(x.transpose(0, 1)).transpose(0, 1);
}
