namespace Heed.Models;

/// <summary>How symbols are drawn.</summary>
/// <param name="Seed">Texts are drawn from the seed and their place, so that a text does not depend on what is written beside it.</param>
/// <param name="Temperature">What scores are divided by: below 1 safer, above 1 bolder; 0 always takes the most probable.</param>
/// <param name="TopK">
/// Draw among so many of the most probable symbols only; 0 = among all (Fan, Lewis and Dauphin 2018, arXiv:1805.04833).
/// </param>
/// <param name="TopP">
/// Draw among the most probable symbols that together have at least this probability (Holtzman et al. 2019, arXiv:1904.09751).
/// </param>
public sealed record SamplingOptions(int Seed = 1, double Temperature = 1, int TopK = 0, double TopP = 1)
{
    /// <summary>Draws a symbol.</summary>
    /// <param name="scores">Scores of all symbols, before the softmax.</param>
    /// <param name="random">What to draw from.</param>
    public int Draw(ReadOnlySpan<float> scores, Random random)
    {
        var chances = Chances(scores);
        var (left, last) = (random.NextDouble(), 0);
        for (var s = 0; s < chances.Length; s++)
        {
            if (chances[s] == 0) continue;
            last = s;
            if ((left -= chances[s]) < 0) return s;
        }

        return last;
    }

    /// <summary>The probability of each symbol to be drawn.</summary>
    /// <param name="scores">Scores of all symbols, before the softmax.</param>
    public double[] Chances(ReadOnlySpan<float> scores)
    {
        Check();
        var given = scores.ToArray();
        var order = Enumerable.Range(0, given.Length).OrderByDescending(s => given[s]).ToArray();   // stable: of equals the first
        var best = given[order[0]];
        var chances = new double[given.Length];
        if (Temperature == 0)
        {
            chances[order[0]] = 1;
            return chances;
        }

        var kept = order.Take(TopK == 0 ? order.Length : TopK).ToArray();
        foreach (var s in kept) chances[s] = Math.Exp((given[s] - best) / Temperature);
        Scale(chances);
        if (TopP >= 1) return chances;
        var sum = 0.0;
        foreach (var s in kept)
        {
            var within = sum < TopP;
            sum += chances[s];
            if (!within) chances[s] = 0;
        }

        Scale(chances);
        return chances;
    }

    private static void Scale(double[] chances)
    {
        var sum = chances.Sum();
        for (var s = 0; s < chances.Length; s++) chances[s] /= sum;
    }

    private void Check()
    {
        if (!(Temperature >= 0) || double.IsInfinity(Temperature))
            throw new ArgumentException($"A temperature of {Temperature} must be 0 or more.");
        if (TopK < 0) throw new ArgumentException($"A top-k of {TopK} must be 0, which is all, or more.");
        if (!(TopP > 0 && TopP <= 1)) throw new ArgumentException($"A top-p of {TopP} must be above 0 and at most 1.");
    }
}

/// <summary>Draws texts from a model.</summary>
public static class Sampling
{
    /// <summary>Draws a translation of each source.</summary>
    /// <param name="model">Any translator.</param>
    /// <param name="sources">Its sources are translated, its targets are not read.</param>
    /// <param name="longest">Where to stop a text that does not end.</param>
    /// <param name="options">How symbols are drawn.</param>
    public static IReadOnlyList<Hypothesis> Write(Translator model, Batch sources, int longest, SamplingOptions options)
    {
        using var frozen = torch.no_grad();
        using var mode = new WithoutNoise(model);
        using var state = model.Read(sources);
        return Write(model, state, Search.Starts(sources.Rows), longest, options);
    }

    /// <summary>Draws one text for each row.</summary>
    /// <param name="model">Any writer.</param>
    /// <param name="state">What was read; used up.</param>
    /// <param name="last">The last symbol of each row.</param>
    /// <param name="longest">Where to stop a text that does not end.</param>
    /// <param name="options">How symbols are drawn.</param>
    public static IReadOnlyList<Hypothesis> Write(IWriter model, WriterState state, IReadOnlyList<int> last, int longest,
        SamplingOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(longest, 1);
        using var frozen = torch.no_grad();
        var drafts = last.Select(_ => new Draft()).ToArray();
        var random = last.Select((_, row) => Random(options.Seed, row)).ToArray();
        var given = last.Select(l => (long)l).ToArray();
        for (var step = 0; step < longest && drafts.Any(d => !d.Ended); step++)
        {
            using var scope = torch.NewDisposeScope();
            var tensor = Search.Logs(model.Next(torch.tensor(given), state)).contiguous();
            var (logs, symbols) = (tensor.data<float>().ToArray(), (int)tensor.shape[1]);
            for (var row = 0; row < drafts.Length; row++)
            {
                if (drafts[row].Ended) continue;
                var symbol = options.Draw(logs.AsSpan(row * symbols, symbols), random[row]);
                drafts[row].Add(symbol, logs[row * symbols + symbol]);
                given[row] = symbol;
            }
        }

        return [.. drafts.Select(d => d.Finished())];
    }

    /// <summary>What a row draws from: the same on every machine, which the library's own hash is not.</summary>
    internal static Random Random(int seed, int row) => new(unchecked((seed * 486187739) + (row * 16777619) + 1));
}
