namespace Heed;

/// <summary>What is wrong with the tensors of a call, said before anything is computed: the native library would end the process.</summary>
internal static class InputChecks
{
    public static void All(Mechanism mechanism, IReadOnlyList<Role> roles, SignalSet given)
    {
        if (roles.FirstOrDefault(r => !r.Optional && given.Find(r.Name) is null) is not { } missing) return;
        var what = mechanism.Signals.Contains(missing) ? "signal" : "input";
        throw new ArgumentException($"The {what} '{missing.Name}' ({missing.Meaning}) is missing: "
            + $"expected shape ({string.Join(", ", missing.Sizes)}).", missing.Name);
    }

    public static void Names(Mechanism mechanism, SignalSet given)
    {
        var names = mechanism.Roles.Select(r => r.Name).ToArray();
        if (given.Names.FirstOrDefault(n => !names.Contains(n)) is { } unknown)
            throw new ArgumentException($"No signal named '{unknown}'; known are: {string.Join(", ", names)}.", unknown);
    }

    public static void Types(Mechanism mechanism, SignalSet given, Mask mask)
    {
        var numbers = mechanism.Roles.Where(r => given.Find(r.Name) is not null).Select(r => (r.Name, Tensor: given[r.Name])).ToList();
        if (mask.Bias is { } bias) numbers.Add(("bias", bias));
        (string Name, Tensor Tensor)? first = null;
        foreach (var (name, tensor) in numbers)
        {
            if (!tensor.is_floating_point())
                throw new ArgumentException($"'{name}' is {tensor.dtype}: expected a floating-point tensor.", name);
            first ??= (name, tensor);
            var (other, model) = first.Value;
            if (tensor.dtype != model.dtype)
                throw new ArgumentException($"'{name}' is {tensor.dtype}, but '{other}' is {model.dtype}: all must have one type.", name);
            Device(name, tensor, first.Value);
        }

        if (first is null) return;
        if (mask.KeyMask is { } keys) Device("mask", keys, first.Value);
        if (mask.PairMask is { } pairs) Device("mask", pairs, first.Value);
    }

    public static void Shapes(Sizes sizes, Mask mask)
    {
        if (sizes.Find("H") is { } heads && sizes.Find("G") is { } groups && (groups == 0 ? heads > 0 : heads % groups != 0))
            throw new ArgumentException(
                $"{heads} query heads cannot share {groups} key heads: the first must be a multiple of the second.", "k");
        if (mask.KeyMask is { } keys && !keys.shape.SequenceEqual([sizes["B"], Keys(sizes)]))
            throw new ArgumentException(
                $"'mask' has shape ({string.Join(", ", keys.shape)}); expected (B={sizes["B"]}, M={Keys(sizes)}).", nameof(mask));
        if (mask.PairMask is { } pairs) Broadcast("mask", pairs, sizes);
        if (mask.Bias is { } bias) Broadcast("bias", bias, sizes);
    }

    private static void Broadcast(string name, Tensor t, Sizes sizes)
    {
        if (sizes.Find("N") is not { } queries)
            throw new NotSupportedException($"'{sizes.Mechanism}' has no query for each token, so a mask can hide whole keys only.");
        long[] full = [sizes["B"], sizes.Find("H") ?? 1, queries, Keys(sizes)];
        var skipped = 4 - (int)t.dim();
        if (t.shape.Select((s, i) => s == 1 || s == full[i + skipped]).All(fits => fits)) return;
        throw new ArgumentException(
            $"'{name}' has shape ({string.Join(", ", t.shape)}), which does not broadcast to (B={full[0]}, H={full[1]}, "
                + $"N={full[2]}, M={full[3]}).", name);
    }

    /// <summary>How many tokens are asked: as many as ask, where a mechanism does not tell them apart.</summary>
    private static long Keys(Sizes sizes) => sizes.Find("M") ?? sizes["N"];

    private static void Device(string name, Tensor tensor, (string Name, Tensor Tensor) first)
    {
        if (tensor.device_type != first.Tensor.device_type || tensor.device_index != first.Tensor.device_index)
            throw new ArgumentException(
                $"'{name}' is on {tensor.device}, but '{first.Name}' is on {first.Tensor.device}: all must be on one device.", name);
    }
}
