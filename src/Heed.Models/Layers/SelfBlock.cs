namespace Heed.Models.Layers;

/// <summary>A layer of an encoder or a language model: each token looks at its text, then thinks for itself.</summary>
internal sealed class SelfBlock : torch.nn.Module
{
    private readonly Attending attention;
    private readonly Sublayer mixing;
    private readonly FeedForward forward;
    private readonly Sublayer thinking;
    private readonly Lazy<Stepping> stepping;

    public SelfBlock(Start start, ModelSpec spec, Noise noise, Mechanism mechanism,
        bool preNorm, bool smooth, AttentionPlace place, int layer)
        : base(nameof(SelfBlock))
    {
        attention = new(start, mechanism, spec.Width, null, spec.Heads, place, layer);
        mixing = new(spec.Width, preNorm, noise);
        forward = new(start, spec.Width, spec.FeedForward, smooth);
        thinking = new(spec.Width, preNorm, noise);
        stepping = new(() => new(attention));
        RegisterComponents();
    }

    public Attending Attention => attention;

    /// <summary>How it goes on token by token.</summary>
    public string Way => stepping.Value.Way;

    /// <summary>(B, N, W) to (B, N, W).</summary>
    public Tensor Of(Tensor x, Mask mask, AttentionTrace? trace) =>
        thinking.Around(mixing.Around(x, y => attention.Look(y, mask, trace)), forward.Of);

    /// <summary>One more token, (R, 1, W) to (R, 1, W).</summary>
    public Tensor Step(Tensor x, WriterState state) => thinking.Around(mixing.Around(x, y => stepping.Value.Step(y, state)), forward.Of);
}
