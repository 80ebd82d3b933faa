namespace Heed.Golden;

/// <summary>A case as it is about to be computed: which mechanism, on which tensors.</summary>
/// <param name="Expression">The mechanism with its options.</param>
/// <param name="Q">Queries.</param>
/// <param name="K">Keys.</param>
/// <param name="V">Values.</param>
/// <param name="Mask">What the case hides.</param>
/// <param name="Signals">Its other inputs.</param>
public sealed record GoldenRun(Expression Expression, Tensor Q, Tensor K, Tensor V, Mask Mask, Signals Signals)
{
    internal static GoldenRun Of(string id, GoldenCase golden, torch.ScalarType type)
    {
        var expression = Options.Apply(id, golden.Options);
        var declared = expression.ToMechanism().Signals.Select(s => s.Name).ToHashSet();
        var wanted = golden.Outputs.Keys.ToHashSet();
        var (mask, signals) = (Mask.None, new Signals());
        foreach (var (name, numbers) in golden.Inputs)
        {
            var tensor = numbers.ToTensor(type);
            if (wanted.Contains(Gradient(name))) tensor.requires_grad_(true);
            if (declared.Contains(name) || name is "q" or "k" or "v") signals[name] = tensor;
            else if (name == "mask") mask = mask.And(Mask.Pairs(tensor));
            else if (name == "key_mask") mask = mask.And(Mask.Keys(tensor));
            else if (name == "bias") mask = mask.And(Mask.Add(tensor));
            else signals[name] = tensor;
        }

        var (q, k, v) = (signals["q"], signals["k"], signals["v"]);
        var rest = new Signals();
        foreach (var (name, tensor) in signals.Where(s => s.Key is not ("q" or "k" or "v"))) rest[name] = tensor;
        return new(expression, q, k, v, mask, rest);
    }

    /// <summary>The output alone.</summary>
    internal Tensor Output() => Expression.ToMechanism().Attend(Q, K, V, Mask, Signals);

    /// <summary>Which route computes the output and its gradients: the kernel where it can, which needs float32.</summary>
    internal RouteChoice Route => Expression.ToMechanism().RouteOf(Q, K, V, Mask, Signals);

    /// <summary>Every output that the case names and the mechanism has. The steps on the way are the definition's, whatever computed the output.</summary>
    internal IReadOnlyDictionary<string, Tensor?> Outputs(IEnumerable<string> names)
    {
        var mechanism = Expression.ToMechanism();
        var trace = new Trace();
        var traced = mechanism.Attend(Q, K, V, Mask, Signals, trace);
        var output = Route.Route == Heed.Route.Kernel ? mechanism.Attend(Q, K, V, Mask, Signals, route: Heed.Route.Kernel) : traced;
        if (output.requires_grad)
            (output * torch.arange(output.numel(), output.dtype).view(output.shape).mul(0.1).cos()).sum().backward();
        var gradients = Signals.Concat([new("q", Q), new("k", K), new("v", V)]).ToDictionary(s => Gradient(s.Key), s => s.Value);
        return names.ToDictionary(name => name, name => name switch
        {
            "output" => output,
            "effective_weights" => mechanism.Weights(Q, K, Mask, Signals),
            "weights" => trace.Find("weights") ?? mechanism.Weights(Q, K, Mask, Signals),
            _ when gradients.TryGetValue(name, out var input) => input.grad ?? torch.zeros_like(input),
            _ => trace.Find(name),
        });
    }

    private static string Gradient(string input) => input.Length == 1 ? $"d{input}" : $"d_{input}";
}
