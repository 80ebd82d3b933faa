namespace Heed.Models;

/// <summary>Looks for the text that a model finds most probable.</summary>
public static class Search
{
    /// <summary>Takes the most probable symbol each time.</summary>
    /// <param name="model">Any translator.</param>
    /// <param name="sources">Its sources are translated, its targets are not read.</param>
    /// <param name="longest">Where to stop a text that does not end.</param>
    /// <returns>One text for each row.</returns>
    public static IReadOnlyList<Hypothesis> Greedy(Translator model, Batch sources, int longest)
    {
        using var frozen = torch.no_grad();
        using var mode = new WithoutNoise(model);
        using var state = model.Read(sources);
        return Greedy(model, state, Starts(sources.Rows), longest);
    }

    /// <summary>Takes the most probable symbol each time.</summary>
    /// <param name="model">Any writer.</param>
    /// <param name="state">What was read; used up.</param>
    /// <param name="last">The last symbol of each row.</param>
    /// <param name="longest">Where to stop a text that does not end.</param>
    /// <returns>One text for each row.</returns>
    public static IReadOnlyList<Hypothesis> Greedy(IWriter model, WriterState state, IReadOnlyList<int> last, int longest)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(longest, 1);
        using var frozen = torch.no_grad();
        var drafts = last.Select(_ => new Draft()).ToArray();
        var rows = Enumerable.Range(0, drafts.Length).ToArray();                           // which draft each row of the state belongs to
        var given = last.Select(l => (long)l).ToArray();
        for (var step = 0; step < longest && rows.Length > 0; step++)
        {
            var (symbols, logs) = Best(model, state, given);
            for (var r = 0; r < rows.Length; r++) drafts[rows[r]].Add(symbols[r], logs[r]);
            given = symbols;
            Shrink(state, drafts, ref rows, ref given);
        }

        return [.. drafts.Select(d => d.Finished())];
    }

    /// <summary>Keeps the most probable beginnings each time, as many as the beam is wide, and goes on with all of them.</summary>
    /// <param name="model">Any translator.</param>
    /// <param name="sources">Its sources are translated, its targets are not read.</param>
    /// <param name="longest">Where to stop a text that does not end.</param>
    /// <param name="options">How wide, and how long texts are judged.</param>
    /// <returns>For each row the best texts, best first.</returns>
    public static IReadOnlyList<IReadOnlyList<Hypothesis>> Beam(Translator model, Batch sources, int longest, BeamOptions options)
    {
        using var frozen = torch.no_grad();
        using var mode = new WithoutNoise(model);
        using var state = model.Read(sources);
        return new Beam(model, options, longest).Run(state, Starts(sources.Rows));
    }

    /// <summary>Keeps the most probable beginnings each time, as many as the beam is wide, and goes on with all of them.</summary>
    /// <param name="model">Any writer.</param>
    /// <param name="state">What was read; used up.</param>
    /// <param name="last">The last symbol of each row.</param>
    /// <param name="longest">Where to stop a text that does not end.</param>
    /// <param name="options">How wide, and how long texts are judged.</param>
    /// <returns>For each row the best texts, best first.</returns>
    public static IReadOnlyList<IReadOnlyList<Hypothesis>> Beam(IWriter model, WriterState state, IReadOnlyList<int> last,
        int longest, BeamOptions options)
    {
        using var frozen = torch.no_grad();
        return new Beam(model, options, longest).Run(state, last);
    }

    internal static int[] Starts(int rows) => [.. Enumerable.Repeat(Symbols.Start, rows)];

    /// <summary>The logarithm of the probability of each symbol; −∞ for padding and start, which are never written.</summary>
    internal static Tensor Logs(Tensor scores)
    {
        var logs = scores.log_softmax(-1);
        logs.narrow(-1, Symbols.Pad, 2).fill_(double.NegativeInfinity);
        return logs;
    }

    private static (long[] Symbols, float[] Logs) Best(IWriter model, WriterState state, long[] given)
    {
        using var scope = torch.NewDisposeScope();
        var (logs, symbols) = Logs(model.Next(torch.tensor(given), state)).max(-1);
        return (symbols.data<long>().ToArray(), logs.data<float>().ToArray());
    }

    /// <summary>Drops the rows of texts that have ended, so that what is left costs less.</summary>
    private static void Shrink(WriterState state, Draft[] drafts, ref int[] rows, ref long[] given)
    {
        var open = rows;
        var kept = Enumerable.Range(0, rows.Length).Where(r => !drafts[open[r]].Ended).ToArray();
        if (kept.Length == rows.Length) return;
        if (kept.Length > 0) state.Select(kept);
        var symbols = given;
        (rows, given) = ([.. kept.Select(r => open[r])], [.. kept.Select(r => symbols[r])]);
    }
}

/// <summary>How a beam is searched.</summary>
/// <param name="Width">How many beginnings are kept.</param>
/// <param name="LengthPenalty">
/// α of ((5 + length)/6)^α, by which a log probability is divided (Wu et al. 2016, arXiv:1609.08144); 0 = no penalty.
/// Without one, short texts win.
/// </param>
/// <param name="Best">How many texts are returned; at most the width.</param>
public sealed record BeamOptions(int Width = 4, double LengthPenalty = 0, int Best = 1)
{
    internal double Score(double log, int length) => log / Math.Pow((5.0 + length) / 6, LengthPenalty);
}
