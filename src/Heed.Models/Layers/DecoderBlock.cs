using Heed.Models.Plans;

namespace Heed.Models.Layers;

/// <summary>A layer of a decoder: each token looks at what was written, then at the source, then thinks for itself.</summary>
internal sealed class DecoderBlock : torch.nn.Module
{
    private readonly Attending own;
    private readonly Sublayer mixing;
    private readonly Attending cross;
    private readonly Sublayer reading;
    private readonly FeedForward forward;
    private readonly Sublayer thinking;
    private readonly Lazy<Stepping> stepping;

    public DecoderBlock(Start start, ModelSpec spec, Noise noise, Mechanism self, Mechanism source, int layer) : base(nameof(DecoderBlock))
    {
        own = new(start, self, spec.Width, null, spec.Heads, AttentionPlace.Decoder, layer);
        mixing = new(spec.Width, spec.PreNorm, noise);
        cross = new(start, source, spec.Width, spec.Width, spec.Heads, AttentionPlace.Cross, layer);
        reading = new(spec.Width, spec.PreNorm, noise);
        forward = new(start, spec.Width, spec.FeedForward, smooth: false);
        thinking = new(spec.Width, spec.PreNorm, noise);
        stepping = new(() => new(own));
        RegisterComponents();
    }

    /// <summary>The source as this layer reads it.</summary>
    public SignalSet Tell(Tensor source) => cross.ProjectMemory(source);

    /// <summary>(B, N, W) to (B, N, W).</summary>
    /// <param name="x">What was written.</param>
    /// <param name="source">The source as this layer reads it.</param>
    /// <param name="hidden">The padding of the source.</param>
    /// <param name="trace">Where to record.</param>
    public Tensor Of(Tensor x, SignalSet source, Mask hidden, AttentionTrace? trace) =>
        Rest(mixing.Around(x, y => own.Look(y, Mask.None, trace)), source, hidden, trace);

    /// <summary>One more token, (R, 1, W) to (R, 1, W).</summary>
    public Tensor Step(Tensor x, SignalSet source, Mask hidden, WriterState state) =>
        Rest(mixing.Around(x, y => stepping.Value.Step(y, state)), source, hidden, null);

    /// <summary>Keeps the source as this layer reads it.</summary>
    public void Keep(SignalSet source, WriterState state)
    {
        foreach (var (name, value) in source) state[$"{cross.Name}{name}"] = value;
    }

    /// <summary>The source that was kept.</summary>
    public SignalSet Kept(WriterState state)
    {
        var kept = new SignalSet();
        foreach (var name in state.Names(cross.Name)) kept[name[cross.Name.Length..]] = state[name];
        return kept;
    }

    /// <summary>Tries both attentions where they stand.</summary>
    /// <exception cref="ArgumentException">One of them makes no sense there.</exception>
    public void Check()
    {
        PlaceCheck.Decoder(own);
        PlaceCheck.Cross(cross, cross.Width);
    }

    private Tensor Rest(Tensor x, SignalSet source, Mask hidden, AttentionTrace? trace) =>
        thinking.Around(reading.Around(x, y => cross.Look(y, source, hidden, trace)), forward.Of);
}
