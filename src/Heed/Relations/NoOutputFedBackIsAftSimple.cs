using Heed.Laws;

namespace Heed.Relations;

/// <summary>An sLSTM that feeds nothing back and forgets nothing is the simple attention-free transformer to what it writes.</summary>
public sealed class NoOutputFedBackIsAftSimple : Relation
{
    /// <inheritdoc />
    public override string Left => "slstm";

    /// <inheritdoc />
    public override string Right => "aft-simple";

    /// <inheritdoc />
    public override string Statement =>
        "An sLSTM that feeds nothing back and forgets nothing is the simple attention-free transformer to what it writes.";

    /// <inheritdoc />
    protected override Draw ForLeft(Draw draw) => draw
        .With("r", torch.zeros_like(draw["r"]))
        .With("f", torch.full_like(draw["f"], 100));

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => new Draw([], draw.Seed)
        .With("q", Channels(draw["o"]))
        .With("k", Channels(draw["i"]))
        .With("v", Channels(draw["z"].tanh()));

    /// <inheritdoc />
    protected override Tensor InAxesOfLeft(Tensor output) => output.unflatten(2, Draw.Heads, -1).transpose(1, 2);

    private static Tensor Channels(Tensor heads) => heads.transpose(1, 2).flatten(2);
}
