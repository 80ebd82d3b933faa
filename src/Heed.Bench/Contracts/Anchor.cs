namespace Heed.Bench;

/// <summary>A row that every table has, so that a reader can tell what a number is worth.</summary>
/// <param name="Label">What it is called there.</param>
/// <param name="Mechanism">The expression or yardstick.</param>
public sealed record Anchor(string Label, string Mechanism)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Anchor> All { get; } =
    [
        new("exact softmax", "scaled-dot-product"),
        new("uniform weights", "uniform"),
        new("no mixing", "identity"),
        new("window", "sliding-window(16)"),
        new("GRU", Contestant.Gru),
        new("majority class", Contestant.Majority),
    ];

    /// <summary>What a table calls a contestant that is an anchor; null for all others.</summary>
    /// <param name="mechanism">The name of the contestant.</param>
    public static string? LabelOf(string mechanism) => All.FirstOrDefault(a => a.Mechanism == mechanism)?.Label;
}
