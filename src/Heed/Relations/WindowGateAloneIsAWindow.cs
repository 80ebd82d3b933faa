using Heed.Laws;

namespace Heed.Relations;

/// <summary>When the gate of the window alone is open nothing else is read.</summary>
public sealed class WindowGateAloneIsAWindow : Relation
{
    /// <inheritdoc />
    public override string Left => "nsa";

    /// <inheritdoc />
    public override string Right => "sliding-window(3)";

    /// <inheritdoc />
    public override string Statement => "When the gate of the window alone is open nothing else is read.";

    /// <inheritdoc />
    protected override Draw ForLeft(Draw draw) =>
        draw.With("g_cmp", draw["g_cmp"].zeros_like()).With("g_slc", draw["g_slc"].zeros_like()).With("g_swa", draw["g_swa"].ones_like());

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => draw.Only("q", "k", "v");
}
