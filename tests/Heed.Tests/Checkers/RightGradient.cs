namespace Heed.Tests.Checkers;

/// <summary>What a rogue computes, with the derivatives of what it should compute.</summary>
/// <param name="rogue">A causal one.</param>
internal sealed class RightGradient(Rogue rogue) : Sound
{
    protected override Tensor Compute(Inputs inputs)
    {
        var right = base.Compute(inputs);
        return right + (rogue.Attend(inputs.Signals, inputs.Mask) - right).detach();
    }
}
