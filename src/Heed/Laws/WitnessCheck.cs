namespace Heed.Laws;

/// <summary>Recomputes the numbers of a <see cref="Witness"/>.</summary>
public static class WitnessCheck
{
    /// <summary>The same numbers as Heed computes them.</summary>
    /// <param name="witness">Numbers that code not of ours computed.</param>
    public static IReadOnlyList<double> Recompute(this Witness witness)
    {
        using var scope = torch.NewDisposeScope();
        var mechanism = Expression.Parse(witness.Expression).ToMechanism();
        var sizes = Sizes.For(mechanism, 1, witness.Heads, Witness.Tokens, Witness.Tokens, Witness.Width, Witness.Width)
            .With(("G", witness.Groups));
        if (mechanism.Roles.Any(r => r.Start == RoleStart.Orthogonal)) sizes = sizes.With(("R", Witness.RandomFeatures));
        var inputs = new SignalSet();
        foreach (var role in mechanism.Roles.Where(r => !r.Optional)) inputs[role.Name] = Rule(role, sizes.Shape(role));
        return [.. mechanism.Attend(inputs).select(2, 2).flatten().data<double>()];
    }

    private static Tensor Rule(Role role, long[] shape)
    {
        var i = torch.arange(1, shape.Aggregate(1L, (a, b) => a * b) + 1, torch.float64).view(shape);
        return (role.Kind, role.Range) switch
        {
            (RoleKind.Query, _) => i.sin(),
            (RoleKind.Key, _) => i.cos(),
            (RoleKind.Value, _) => (2 * i).sin(),
            (_, RoleRange.Negative) => -(1 + (3 * i).sin()) / 2,
            (_, RoleRange.Unit) => (1 + (3 * i).cos()) / 2,
            _ => (3 * i).sin() / 2,
        };
    }
}
