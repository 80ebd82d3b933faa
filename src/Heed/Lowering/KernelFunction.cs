using Heed.Native;

namespace Heed.Lowering;

/// <summary>
/// The kernel as one step that derivatives are taken of. Arguments:
/// q, k, v, the learned numbers, masks that are only kept, and the <see cref="KernelCall"/>.
/// </summary>
internal sealed class KernelFunction : torch.autograd.SingleTensorFunction<KernelFunction>
{
    private const int Learned = 3;                                                         // the first argument after q, k and v
    private const string Count = "count";

    public override string Name => "HeedKernel";

    public static Tensor Attend(KernelCall call, Tensor q, Tensor k, Tensor v, IReadOnlyList<Tensor> kept)
    {
        Tensor[] numbers = [.. call.Parts.Learned.Select(l => l.Value)];
        if (!torch.is_grad_enabled() || !((Tensor[])[q, k, v, .. numbers]).Any(t => t.requires_grad))
            return call.Forward(q, k, v, keep: false);
        return apply([q, k, v, .. numbers, .. kept, call]);
    }

    public override Tensor forward(torch.autograd.AutogradContext ctx, params object[] vars)
    {
        var call = (KernelCall)vars[^1];
        Tensor[] inputs = [.. vars.OfType<Tensor>()];
        var output = call.Forward(inputs[0], inputs[1], inputs[2], keep: true);
        ctx.save_data(nameof(KernelCall), call);
        ctx.save_data(Count, vars.Length);
        ctx.save_data(nameof(Wanted), Wanted([.. inputs.Skip(Learned).Take(call.Parts.Learned.Count)]));
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
        var call = (KernelCall)ctx.get_data(nameof(KernelCall));
        try
        {
            var saved = ctx.get_saved_variables();
            var learned = (long[])ctx.get_data(nameof(Wanted));
            var gradients = torch.is_grad_enabled() ? Again(call, saved, gradient) : Once(call, saved, gradient, learned);
            List<Tensor> all = [.. gradients, .. Enumerable.Repeat<Tensor>(null!, saved.Count - 1 - gradients.Count), null!];
            foreach (var one in all) one?.MoveToOuterDisposeScope();
            return all;
        }
        catch (Exception e)
        {
            return Refusal(ctx, e);
        }
    }

    private static List<Tensor> Once(KernelCall call, List<Tensor> saved, Tensor gradient, long[] learned)
    {
        var (output, q, k, v) = (saved[0], saved[1], saved[2], saved[3]);
        float[]?[] sums = [.. learned.Select(n => n < 0 ? null : new float[n])];
        var (dq, dk, dv) = call.Backward(q, k, v, output, gradient, sums);
        return [dq, dk, dv, .. sums.Select((s, i) => s is null ? null! : torch.tensor(s).view(saved[4 + i].shape))];
    }

    /// <summary>The gradients as a graph of their own, by the definition.</summary>
    private static List<Tensor> Again(KernelCall call, List<Tensor> saved, Tensor gradient)
    {
        var inputs = saved.Skip(1).ToArray();
        var wanted = inputs.Where(t => t.requires_grad).ToArray();
        var found = torch.autograd.grad([call.Again(inputs)], wanted, [gradient], retain_graph: true,
            create_graph: true, allow_unused: true);
        var next = 0;
        return [.. inputs.Select(t => t.requires_grad ? found[next++] : null!)];
    }

    /// <summary>
    /// The engine is told by a gradient of an impossible shape,
    /// and <c>backward</c> then throws where the caller can catch; the reason itself can only be told.
    /// </summary>
    private static List<Tensor> Refusal(torch.autograd.AutogradContext ctx, Exception why)
    {
        var count = (int)ctx.get_data(Count);
        HeedLog.NoGradient(why);
        return [.. Enumerable.Range(0, count).Select(i => i < Learned ? torch.empty([0]).MoveToOuterDisposeScope() : null!)];
    }

    private static long[] Wanted(Tensor[] learned) => [.. learned.Select(t => t.requires_grad ? t.numel() : -1)];
}
