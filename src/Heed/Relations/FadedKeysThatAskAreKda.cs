using Heed.Laws;

namespace Heed.Relations;

/// <summary>A decay with a low rank that takes away what the faded memory answers to the key is Kimi Delta Attention.</summary>
public sealed class FadedKeysThatAskAreKda : Relation
{
    /// <inheritdoc />
    public override string Left => "kda";

    /// <inheritdoc />
    public override string Right => "dplr";

    /// <inheritdoc />
    public override string Statement =>
        "A decay with a low rank that takes away what the faded memory answers to the key is Kimi Delta Attention.";

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => draw.Only("q", "k", "log_decay")
        .With("a", draw["k"] * draw["log_decay"].exp())
        .With("b", -draw["beta"].unsqueeze(-1) * draw["k"])
        .With("v", draw["beta"].unsqueeze(-1) * draw["v"]);
}
