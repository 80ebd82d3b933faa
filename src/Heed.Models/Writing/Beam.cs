namespace Heed.Models;

/// <summary>Beam search over all rows at once: the state has one row for each beginning that is kept.</summary>
internal sealed class Beam
{
    private readonly IWriter model;
    private readonly BeamOptions options;
    private readonly int longest;

    public Beam(IWriter model, BeamOptions options, int longest)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(longest, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Width, 1, nameof(options));
        if (options.Best < 1 || options.Best > options.Width)
            throw new ArgumentException(
                $"A beam of {options.Width} cannot give the best {options.Best} texts: ask for 1 to {options.Width}.", nameof(options));
        if (!(options.LengthPenalty >= 0))
            throw new ArgumentException($"A length penalty of {options.LengthPenalty} must be 0 or more.", nameof(options));
        (this.model, this.options, this.longest) = (model, options, longest);
    }

    public IReadOnlyList<IReadOnlyList<Hypothesis>> Run(WriterState state, IReadOnlyList<int> last)
    {
        var texts = last.Select((l, row) => new Text([new(row, [], 0, l)])).ToArray();
        for (var step = 0; step < longest && texts.Any(t => t.Open.Count > 0); step++)
        {
            var open = texts.SelectMany(t => t.Open).ToArray();
            if (step > 0) state.Select([.. open.Select(o => o.Row)]);
            var logs = Logs(state, open, out var symbols);
            for (int t = 0, row = 0; t < texts.Length; t++) row = Extend(texts[t], logs, symbols, row, step + 1);
        }

        return [.. texts.Select(Best)];
    }

    /// <summary>
    /// The most probable ways to go on from the beginnings of one text, which have the rows from <paramref name="row"/> on.
    /// </summary>
    private int Extend(Text text, float[] logs, int symbols, int row, int length)
    {
        var ways = new List<BeamHypothesis>(text.Open.Count * symbols);
        foreach (var beginning in text.Open)
        {
            for (var s = Symbols.End; s < symbols; s++)                                    // padding and start are never written
                ways.Add(new(row, s == Symbols.End ? beginning.Written : [.. beginning.Written, s],
                    beginning.Log + logs[row * symbols + s], s));
            row++;
        }

        // Of those that end, as many are kept as of those that go on: a beam must not fill up with either.
        var ranked = ways.OrderByDescending(w => w.Log).ToArray();
        foreach (var w in ranked.Take(options.Width).Where(w => w.Last == Symbols.End))
            text.Done.Add(new(w.Written, w.Log, options.Score(w.Log, length), true));
        text.Open = [.. ranked.Where(w => w.Last != Symbols.End).Take(options.Width)];
        text.Done = [.. text.Done.OrderByDescending(d => d.Score).Take(options.Width)];
        if (length == longest || Settled(text, length)) Close(text, length);
        return row;
    }

    /// <summary>
    /// Whether no beginning can still beat what is done: it can only lose probability, and at best its penalty grows to
    /// that of the longest text.
    /// </summary>
    private bool Settled(Text text, int length) =>
        text.Done.Count == options.Width
            && text.Open.All(o => options.Score(o.Log, options.LengthPenalty > 0 ? longest : length) <= text.Done[^1].Score);

    /// <summary>Nothing more is written; beginnings count as they stand when too few texts have ended.</summary>
    private void Close(Text text, int length)
    {
        if (text.Done.Count < options.Best)
            text.Done.AddRange(text.Open.Take(options.Best - text.Done.Count)
                .Select(o => new Hypothesis(o.Written, o.Log, options.Score(o.Log, length), false)));
        text.Open = [];
    }

    private IReadOnlyList<Hypothesis> Best(Text text) => [.. text.Done.Take(options.Best)];

    private float[] Logs(WriterState state, BeamHypothesis[] open, out int symbols)
    {
        using var scope = torch.NewDisposeScope();
        var logs = Search.Logs(model.Next(torch.tensor(open.Select(o => (long)o.Last).ToArray()), state));
        symbols = (int)logs.shape[1];
        return logs.contiguous().data<float>().ToArray();
    }

    private sealed class Text(List<BeamHypothesis> open)
    {
        public List<BeamHypothesis> Open { get; set; } = open;

        public List<Hypothesis> Done { get; set; } = [];
    }

    /// <param name="Row">The row of the state that it goes on from.</param>
    /// <param name="Written">Its symbols.</param>
    /// <param name="Log">The logarithm of its probability.</param>
    /// <param name="Last">The symbol to be given next.</param>
    private sealed record BeamHypothesis(int Row, int[] Written, double Log, int Last);
}
