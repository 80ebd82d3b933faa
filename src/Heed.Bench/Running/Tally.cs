using System.Diagnostics;
using Heed.Bench.Plans;
using Heed.Bench.Stores;

namespace Heed.Bench.Running;

/// <summary>Counts what a run does, and tells how long it will take. Safe for several threads.</summary>
internal sealed class Tally(int total, int before, IReadOnlyList<Cell> cells, Estimates estimates, int jobs,
    IProgress<RunProgress>? progress)
{
    private const double Enough = 2;                                                         // seconds until a forecast is made

    private readonly Lock gate = new();
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly Dictionary<string, (Cell Cell, double Share)> running = new(StringComparer.Ordinal);
    private readonly Dictionary<CellState, int> byState = [];
    private readonly Dictionary<string, double> weights = cells.ToDictionary(c => c.Id,
        c => estimates.Seconds(c) + 0.05, StringComparer.Ordinal);
    private double over;
    private int ran;

    public IReadOnlyDictionary<CellState, int> ByState => byState;

    public int Ran => ran;

    public void Start(Cell cell) => Change(() => running[cell.Id] = (cell, 0));

    public void Report(Cell cell, double share) => Change(() => running[cell.Id] = (cell, Math.Clamp(share, 0, 1)));

    public void Leave(Cell cell) => Change(() => running.Remove(cell.Id));

    /// <summary>Another run wrote the row.</summary>
    public void FoundDone(Cell cell) => Change(() =>
    {
        over += weights[cell.Id];
        before++;
    });

    public void Finish(Row row) => Change(
        () =>
        {
            running.Remove(row.Cell.Id);
            byState[row.State] = byState.GetValueOrDefault(row.State) + 1;
            over += weights[row.Cell.Id];
            ran++;
        },
        IsBad(row.State) ? $"{row.Cell}: {Spelling.Kebab(row.State.ToString()).Replace('-', ' ')}: {row.Reason}" : null);

    public void Say(string note) => Change(() => { }, note);

    public static bool IsBad(CellState state) => state is not (CellState.Done or CellState.NotApplicable);

    private void Change(Action change, string? note = null)
    {
        RunProgress now;
        lock (gate)
        {
            change();
            var all = Math.Max(weights.Values.Sum(), 1e-9);
            var share = Math.Min(1, (over + running.Values.Sum(r => r.Share * weights[r.Cell.Id])) / all);
            var seconds = clock.Elapsed.TotalSeconds;
            var left = ran == 0 || seconds < Enough ? all * (1 - share) / jobs : seconds * (1 - share) / share;
            now = new(before + ran, total, byState.Where(s => IsBad(s.Key)).Sum(s => s.Value), share,
                double.IsFinite(left) ? TimeSpan.FromSeconds(left) : null, [.. running.Values.Select(r => r.Cell.ToString())], note);
        }

        progress?.Report(now);
    }
}
