namespace Heed.Kernels.Bench;

/// <summary>A contestant that computes something else than the definition is not timed.</summary>
/// <param name="message">Who, where, and by how much.</param>
internal sealed class WrongResult(string message) : Exception(message);

/// <summary>Compares contestants with the definition in double precision, on all rows of small cases and on some of large ones.</summary>
internal static class Judge
{
    // multiplications of the definition, about a tenth of a second
    private const long Patience = 40_000_000;

    /// <summary>Throws when one of them is wrong.</summary>
    /// <param name="one">The case.</param>
    /// <param name="operands">Its inputs.</param>
    /// <param name="contestants">The kernel first.</param>
    /// <exception cref="WrongResult">One of them computes something else.</exception>
    public static void Demand(Case one, Operands operands, IReadOnlyList<Contestant> contestants)
    {
        var names = (string[])[Who.Kernel, .. one.Rivals.Select(Who.Is)];
        var rows = Rows(one.Kind, one.Size);
        var expected = one.Pattern.Define(one.Kind, operands, rows);
        using var gradient = operands.Only(rows);
        foreach (var (index, contestant) in contestants.Index())
        {
            // computes something else, to be compared in time only
            if (index > 0 && one.Rivals[index - 1] is Rival.Plain or Rival.Roof) continue;
            foreach (var (want, got) in expected.Zip(contestant.Compute(gradient)))
                if (want.Fault(one.Size, got, index == 0) is { } fault)
                    throw new WrongResult($"{names[index]} is not timed on '{one.Name}': {fault}.");
        }
    }

    /// <summary>All queries where that is quick, else the first, the last and some between.</summary>
    public static int[] Rows(Kind kind, Size size)
    {
        var count = (int)Math.Min(size.Queries, Math.Max(3, Patience / (kind == Kind.Backward ? 5
            : 1) / ((long)size.Heads * size.Keys * size.Width)));
        if (count >= size.Queries) return [.. Enumerable.Range(0, size.Queries)];
        var random = new Random(3);
        return [.. Enumerable.Range(0, count - 2).Select(_ => random.Next(size.Queries)).Append(0).Append(size.Queries - 1).Distinct()
            .Order()];
    }
}
