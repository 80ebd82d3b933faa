using Heed.Laws;

namespace Heed.Relations;

/// <summary>When keys and values are parts of the latent itself all heads share one key and value head.</summary>
public sealed class PlainLatentIsOneKeyHead : Relation
{
    /// <inheritdoc />
    public override string Left => "mla";

    /// <inheritdoc />
    public override string Right => "scaled-dot-product";

    /// <inheritdoc />
    public override string Statement => "When keys and values are parts of the latent itself all heads share one key and value head.";

    /// <inheritdoc />
    protected override Draw ForLeft(Draw draw) => draw.With("w_uk", Part(draw["w_uk"])).With("w_uv", Part(draw["w_uv"]));

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => draw
        .With("q", torch.cat([draw["q_nope"], draw["q_rope"]], -1))
        .With("k", torch.cat([draw["c"], draw["k_rope"]], -1).unsqueeze(1))
        .With("v", draw["c"].narrow(-1, 0, draw["w_uv"].shape[1]).unsqueeze(1))
        .Only("q", "k", "v");

    private static Tensor Part(Tensor map) => torch.eye(map.shape[1], map.shape[2], map.dtype).expand(map.shape);
}
