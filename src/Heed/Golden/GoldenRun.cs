namespace Heed.Golden;

/// <summary>A case as it is about to be computed: which mechanism, on which tensors.</summary>
/// <param name="Expression">The mechanism with its options.</param>
/// <param name="Inputs">Its inputs by name.</param>
/// <param name="Mask">What the case hides.</param>
public sealed record GoldenRun(Expression Expression, SignalSet Inputs, Mask Mask)
{
    /// <summary>Whether tokens come before heads in what the case expects, as they did in its inputs.</summary>
    internal bool TokensFirst { get; init; }

    internal static GoldenRun Of(string id, GoldenCase golden, torch.ScalarType type)
    {
        var expression = Options.Apply(id, golden.Options);
        foreach (var (name, numbers) in golden.Inputs.Where(i => i.Value.IsWhole))
            expression = Options.Listed(expression, name, numbers.Data) ?? expression;
        var roles = expression.ToMechanism().Roles;
        var wanted = golden.Outputs.Keys.ToHashSet();
        var (mask, inputs, isOneQuery) = (Mask.None, new SignalSet(), false);
        foreach (var (name, numbers) in golden.Inputs.Where(i => !i.Value.IsWhole || !Options.TakeList(expression, i.Key)))
        {
            var (tensor, role) = (numbers.ToTensor(type), roles.FirstOrDefault(r => r.Name == name));
            if (role is { IsOfQueries: true } && tensor.dim() == role.Sizes.Count - 1)
                (tensor, isOneQuery) = (tensor.unsqueeze(role.TokenAxis), true);
            if (wanted.Contains(Gradient(name))) tensor.requires_grad_(true);
            if (role is not null) inputs[name] = tensor;
            else if (name == "mask") mask = mask.And(Mask.Pairs(Boolean(name, numbers, tensor)));
            else if (name == "key_mask") mask = mask.And(Mask.Keys(Boolean(name, numbers, tensor)));
            else if (name == "bias") mask = mask.And(Mask.Add(tensor));
            else inputs[name] = tensor;                                                    // refused by name when it is given
        }

        AnswerWithWeights(roles, inputs, golden.Outputs["output"]);
        return new(expression, inputs, mask) { IsOneQuery = isOneQuery };
    }

    /// <summary>Gives values that are 1 for one token and 0 for all others where a case has none and its output is as wide as there are
    /// keys: then the weights are the output.</summary>
    private static void AnswerWithWeights(IReadOnlyList<Role> roles, SignalSet inputs, Numbers output)
    {
        if (roles.Where(r => r.Kind == RoleKind.Value).ToArray() is not [var value] || inputs.Find(value.Name) is not null) return;
        var known = (from role in roles
                     where inputs.Find(role.Name)?.dim() == role.Sizes.Count
                     from axis in Enumerable.Range(0, role.Sizes.Count)
                     select (role.Sizes[axis].Name, Size: inputs[role.Name].shape[axis])).DistinctBy(s => s.Name).ToDictionary();
        if (known.GetValueOrDefault("M") is 0 || output.Shape.LastOrDefault() != known["M"]) return;
        if (value.Sizes[^2].Name != "M" || value.Sizes.SkipLast(1).Any(s => !known.ContainsKey(s.Name))) return;
        long[] shape = [.. value.Sizes.SkipLast(1).Select(s => known[s.Name]), known["M"]];
        inputs[value.Name] = torch.eye(known["M"], dtype: inputs.First().Value.dtype).expand(shape);
    }

    /// <summary>Whether the case has one query and leaves out its axis.</summary>
    internal bool IsOneQuery { get; init; }

    /// <summary>The output alone.</summary>
    internal Tensor Output()
    {
        var output = Expression.ToMechanism().Attend(Inputs, Mask);
        return TokensFirst ? output.transpose(1, 2) : output;
    }

    /// <summary>Which route computes the output and its gradients: the kernel where it can, which needs float32.</summary>
    internal RouteChoice Route => Expression.ToMechanism().RouteOf(Inputs, Mask);

    /// <summary>
    /// Every output that the case names and the mechanism has. The steps on the way are the definition's, whatever computed the
    /// output.
    /// </summary>
    internal IReadOnlyDictionary<string, Tensor?> Outputs(IEnumerable<string> names)
    {
        var mechanism = Expression.ToMechanism();
        var trace = new StepTrace();
        var traced = mechanism.Attend(Inputs, Mask, trace);
        var output = Route.Route == Heed.Route.Kernel ? mechanism.Attend(Inputs, Mask, route: Heed.Route.Kernel) : traced;
        if (output.requires_grad)
            (output * torch.arange(output.numel(), output.dtype).view(output.shape).mul(0.1).cos()).sum().backward();
        var gradients = Inputs.ToDictionary(s => Gradient(s.Key), s => s.Value);
        if (Mask.Bias is { } bias) gradients.TryAdd(Gradient("bias"), bias);
        return names.ToDictionary(name => name, name => name switch
        {
            "output" => output,
            "effective_weights" => mechanism.Weights(Inputs, Mask),
            "weights" => trace.Find("weights") ?? mechanism.Weights(Inputs, Mask),
            _ when gradients.TryGetValue(name, out var input) => input.grad ?? torch.zeros_like(input),
            _ => trace.Find(name),
        });
    }

    private static Tensor Boolean(string name, Numbers numbers, Tensor tensor) => numbers.IsBoolean ? tensor
        : throw new FormatException($"The input '{name}' is not boolean: give it \"dtype\": \"bool\" with 1 where a query may attend "
            + "and 0 where not; numbers that are added to scores belong in the input 'bias'.");

    private static string Gradient(string input) => input.Length == 1 ? $"d{input}" : $"d_{input}";
}
