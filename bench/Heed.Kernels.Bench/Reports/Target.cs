namespace Heed.Kernels.Bench;

/// <summary>Something to reach, judged by the outcomes that it is about.</summary>
/// <param name="What">What is measured.</param>
/// <param name="Bound">The number to reach.</param>
/// <param name="AtLeast">Whether more is better; else less is.</param>
/// <param name="Mean">Whether the geometric mean counts; else the worst case does.</param>
/// <param name="Of">The number of a case; null when the target is not about it.</param>
internal sealed record Target(string What, double Bound, bool AtLeast, bool Mean, Func<Outcome, double?> Of)
{
    public string Goal => $"{(AtLeast ? "≥" : "≤")} {Bound:0.##}";

    /// <summary>The number reached, and the case that it is of when it is the worst; null when no outcome is about it.</summary>
    public (double Value, bool Met, string Where)? Judge(IEnumerable<Outcome> outcomes)
    {
        var all = (from o in outcomes let x = Of(o) where x is not null orderby x select (Value: x.Value, o.Case.Name)).ToArray();
        if (all.Length == 0) return null;
        var worst = AtLeast ? all[0] : all[^1];
        var value = Mean ? Quartiles.GeometricMean(all.Select(a => a.Value)) : worst.Value;
        return (value, AtLeast ? value >= Bound : value <= Bound, Mean ? $"{all.Length} cases" : worst.Name);
    }
}
