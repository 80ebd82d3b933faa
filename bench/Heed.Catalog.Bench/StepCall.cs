using Heed.Kernels.Bench;

namespace Heed.CatalogBench;

/// <summary>One token after another, each with the memory that the one before left.</summary>
internal sealed class StepCall : Contestant
{
    private readonly Mechanism mechanism;
    private readonly SignalSet token = new();
    private readonly Route way;
    private State? state;

    public StepCall(Mechanism mechanism, Route way)
    {
        (this.mechanism, this.way) = (mechanism, way);
        var (sizes, random) = (Sizes.For(mechanism, 1, 4, 1, 1, 64, 64), new torch.Generator(1));
        foreach (var role in mechanism.Roles.Where(r => r.Kind != RoleKind.State))
            token[role.Name] = torch.randn(sizes.Shape(role), generator: random).Bring(role.Range);
    }

    public override void Run()
    {
        using var frozen = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var old = state;
        mechanism.Step(token, ref state, way);
        foreach (var (_, value) in state!.Kept) value.MoveToOuterDisposeScope();
        old?.Dispose();
    }

    public override float[][] Compute(Tensor gradient) => throw new NotSupportedException("Golden numbers and laws judge words.");

    public override void Dispose()
    {
        foreach (var (_, value) in token) value.Dispose();
        state?.Dispose();
    }
}
