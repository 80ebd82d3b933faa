using Heed.Kernels.Bench;

namespace Heed.CatalogBench;

/// <summary>One word on random inputs: the output alone, or also the gradients of all inputs.</summary>
internal sealed class WordCall : Contestant
{
    private readonly Mechanism mechanism;
    private readonly SignalSet inputs = new();
    private readonly bool backward;
    private readonly Route way;

    /// <summary>Draws inputs of 4 heads of 64 features.</summary>
    public WordCall(Mechanism mechanism, long tokens, bool backward, Route way = Route.Any)
    {
        (this.mechanism, this.backward, this.way) = (mechanism, backward, way);
        var (sizes, random) = (Sizes.For(mechanism, 1, 4, tokens, tokens, 64, 64), new torch.Generator(1));
        foreach (var role in mechanism.Roles)
            inputs[role.Name] = torch.randn(sizes.Shape(role), generator: random).Bring(role.Range).requires_grad_(backward);
    }

    /// <summary>Which way the call goes, and why not the other.</summary>
    public RouteChoice Taken => mechanism.RouteOf(inputs);

    public override void Run()
    {
        using var scope = torch.NewDisposeScope();
        using var frozen = backward ? null : torch.no_grad();
        var output = mechanism.Attend(inputs, route: way);
        if (!backward) return;
        output.sum().backward();
        foreach (var (_, value) in inputs) value.grad = null;
    }

    public override float[][] Compute(Tensor gradient) => throw new NotSupportedException("Golden numbers and laws judge words.");

    public override void Dispose()
    {
        foreach (var (_, value) in inputs) value.Dispose();
    }
}
