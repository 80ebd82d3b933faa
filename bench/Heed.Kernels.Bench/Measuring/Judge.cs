namespace Heed.Kernels.Bench;

/// <summary>A contestant that computes something else than the definition is not timed.</summary>
/// <param name="message">Who, where, and by how much.</param>
internal sealed class WrongResult(string message) : Exception(message);

/// <summary>Compares contestants with the definition in double precision, on all rows of small cases and on some of large ones.</summary>
internal static class Judge
{
    /// <summary>Others are asked only whether they compute the same at all.</summary>
    private const double OthersBound = 1e-4;

    private const long Patience = 40_000_000;                                        // multiplications of the definition, about a tenth of a second

    /// <summary>Throws when one of them is wrong.</summary>
    /// <param name="one">The case.</param>
    /// <param name="operands">Its inputs.</param>
    /// <param name="contestants">The kernel first.</param>
    /// <exception cref="WrongResult">One of them computes something else.</exception>
    public static void Demand(Case one, Operands operands, IReadOnlyList<Contestant> contestants)
    {
        var names = (string[])[Who.Kernel, .. one.Rivals.Select(Who.Is)];
        var truth = one.Pattern.Define(operands, Rows(one.Size));
        var largest = 0f;
        foreach (var x in Operands.Floats(operands.Values)) largest = Math.Max(largest, Math.Abs(x));
        foreach (var (index, contestant) in contestants.Index())
        {
            if (index > 0 && one.Rivals[index - 1] == Rival.Plain) continue;          // computes something else, to be compared in time only
            var bound = (index == 0 ? Attention.ErrorBound : OthersBound) * (1 + truth.Spread) * largest;
            var output = Operands.Pick(contestant.Compute()[0], one.Size, truth.Rows);
            for (var i = 0; i < output.Length; i++)
                if (!(Math.Abs(output[i] - truth.Output[i]) <= bound))
                    throw new WrongResult($"{names[index]} is not timed on '{one.Name}': head {i / one.Size.Width / truth.Rows.Length}, query {truth.Rows[i / one.Size.Width % truth.Rows.Length]}, "
                        + $"feature {i % one.Size.Width} is {output[i]:g9}; the definition says {truth.Output[i]:g9}, and {bound:g2} is allowed.");
        }
    }

    /// <summary>All queries where that is quick, else the first, the last and some between.</summary>
    public static int[] Rows(Size size)
    {
        var count = (int)Math.Min(size.Queries, Math.Max(3, Patience / ((long)size.Heads * size.Keys * size.Width)));
        if (count >= size.Queries) return [.. Enumerable.Range(0, size.Queries)];
        var random = new Random(3);
        return [.. Enumerable.Range(0, count - 2).Select(_ => random.Next(size.Queries)).Append(0).Append(size.Queries - 1).Distinct().Order()];
    }
}
