using Heed.Native;

namespace Heed.Lowering;

/// <summary>
/// A kernel as one step that derivatives are taken of. Arguments: the inputs, and the <see cref="IKernelCall"/>.
/// </summary>
internal sealed class KernelFunction : torch.autograd.SingleTensorFunction<KernelFunction>
{
    private const int Certain = 3;                                                         // q, k and v, which every kernel has
    private const string Count = "count";

    public override string Name => "HeedKernel";

    /// <summary>Runs a call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="inputs">Its inputs.</param>
    public static Tensor Run(IKernelCall call, params Tensor[] inputs)
    {
        if (!torch.is_grad_enabled() || !inputs.Any(t => t.requires_grad)) return call.Forward(inputs, keep: false);
        return apply([.. inputs, call]);
    }

    public override Tensor forward(torch.autograd.AutogradContext ctx, params object[] vars)
    {
        var call = (IKernelCall)vars[^1];
        Tensor[] inputs = [.. vars.OfType<Tensor>()];
        var output = call.Forward(inputs, keep: true);
        ctx.save_data(nameof(IKernelCall), call);
        ctx.save_data(Count, vars.Length);
        ctx.save_data(nameof(Wanted), Wanted(inputs));
        ctx.save_for_backward([output.detach(), .. inputs]);                              // detached: the graph must not hold itself
        ctx.set_materialize_grads(false);
        return output;
    }

    /// <remarks>
    /// An exception must not leave this method: above it are only frames of the native engine, which would end the process.
    /// </remarks>
    public override List<Tensor> backward(torch.autograd.AutogradContext ctx, Tensor gradient)
    {
        using var scope = torch.NewDisposeScope();
        var call = (IKernelCall)ctx.get_data(nameof(IKernelCall));
        try
        {
            var saved = ctx.get_saved_variables();
            var inputs = saved.Skip(1).ToArray();
            var gradients = torch.is_grad_enabled() ? Again(call, inputs, gradient)
                : call.Backward(inputs, saved[0], gradient, (bool[])ctx.get_data(nameof(Wanted)));
            List<Tensor> all = [.. gradients.Select(g => g!), .. Enumerable.Repeat<Tensor>(null!, inputs.Length - gradients.Count), null!];
            foreach (var one in all) one?.MoveToOuterDisposeScope();
            return all;
        }
        catch (Exception e)
        {
            return Refusal(ctx, e);
        }
    }

    /// <summary>The gradients as a graph of their own, by the definition.</summary>
    private static List<Tensor?> Again(IKernelCall call, Tensor[] inputs, Tensor gradient)
    {
        var wanted = inputs.Where(t => t.requires_grad).ToArray();
        var found = torch.autograd.grad([call.Again(inputs)], wanted, [gradient], retain_graph: true,
            create_graph: true, allow_unused: true);
        var next = 0;
        return [.. inputs.Select(t => t.requires_grad ? found[next++] : null)];
    }

    /// <summary>
    /// The engine is told by a gradient of an impossible shape,
    /// and <c>backward</c> then throws where the caller can catch; the reason itself can only be told.
    /// </summary>
    private static List<Tensor> Refusal(torch.autograd.AutogradContext ctx, Exception why)
    {
        var count = (int)ctx.get_data(Count);
        HeedLog.NoGradient(why);
        return [.. Enumerable.Range(0, count).Select(i => i < Certain ? torch.empty([0]).MoveToOuterDisposeScope() : null!)];
    }

    private static bool[] Wanted(Tensor[] inputs) => [.. inputs.Select(t => t.requires_grad)];
}
