using Heed.Laws;

namespace Heed.Relations;

/// <summary>
/// As long as an mLSTM has written little, it is scalar-gated linear attention to values times their input gates.
/// </summary>
public sealed class SmallWritesAreNotDivided : Relation
{
    /// <inheritdoc />
    public override string Left => "mlstm";

    /// <inheritdoc />
    public override string Right => "simple-gla";

    /// <inheritdoc />
    public override string Statement =>
        "As long as an mLSTM has written little, it is scalar-gated linear attention to values times their input gates.";

    /// <inheritdoc />
    protected override Draw ForLeft(Draw draw) => draw
        .With("q", draw["q"].Bring(RoleRange.UnitVector))
        .With("k", draw["k"].Bring(RoleRange.UnitVector))
        .With("input_gate", -2 - draw["input_gate"].abs());                                // nine tokens of at most e⁻²/√8: |n·q| < 1

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => draw.Only("q", "k")
        .With("v", draw["v"] * draw["input_gate"].exp().unsqueeze(-1))
        .With("log_decay", torch.nn.functional.logsigmoid(draw["forget_gate"]));
}
