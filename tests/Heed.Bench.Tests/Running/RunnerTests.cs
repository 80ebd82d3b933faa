using Heed.Bench.Running;
using Heed.Bench.Stores;
using Heed.Bench.Tests.Worker;

namespace Heed.Bench.Tests.Running;

public sealed class RunnerTests : IDisposable
{
    private readonly Folder folder = new();

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        folder.Dispose();
    }

    public static TheoryData<Act, CellState, string> Misbehaviour() => new()
    {
        { Act.Throw, CellState.Failed, "InvalidOperationException: As it was told" },
        { Act.Diverge, CellState.Diverged, "The loss is Infinity at step 7" },
        { Act.GiveNaN, CellState.Diverged, "score is NaN" },
        { Act.TakeMemory, CellState.OutOfMemory, "more than the" },
        { Act.Hang, CellState.OutOfTime, "it was not done after 3 s" },
        { Act.Crash, CellState.Failed, "its process ended with code 134" },
        { Act.Forget, CellState.Failed, "gave no number for 'score'" },
        { Act.Refuse, CellState.NotApplicable, "Not this one" },
        { Act.Print, CellState.Done, "" },
    };

    [Theory, MemberData(nameof(Misbehaviour))]
    public void Whatever_a_cell_does_becomes_a_row_and_the_next_cell_runs(Act act, CellState state, string reason)
    {
        using var store = Store.Open(folder["store"]);
        Cell[] cells = [.. ActingTask.Cells(1, act, 0), .. ActingTask.Cells(1, Act.Nothing, 1)];
        var summary = Go(store, Options with { MostSeconds = act == Act.Hang ? 3 : 120, MostBytes = 1L << 30 }, cells);
        Assert.Equal(2, summary.Ran);
        var rows = store.Rows();
        Assert.Contains(reason, rows.Single(r => r.Cell == cells[0]).Reason);
        Assert.Equal(state, rows.Single(r => r.Cell == cells[0]).State);
        Assert.Equal(CellState.Done, rows.Single(r => r.Cell == cells[1]).State);
        Assert.All(rows, r => Assert.Equal(state is CellState.Done || r.Cell == cells[1], r.Outcome is not null));
    }

    [Fact]
    public void What_cannot_be_measured_is_a_row_with_its_reason_and_starts_no_process()
    {
        using var store = Store.Open(folder["store"]);
        var cell = ActingTask.Cells(1, Act.Nothing, 0)[0] with { Mechanism = Contestant.Gru };
        Go(store, Options with { Worker = ["/nowhere/worker"] }, [cell]);
        Assert.Equal((CellState.NotApplicable, "it cannot act"), (store.Rows()[0].State, store.Rows()[0].Reason));
    }

    [Fact]
    public void A_second_run_does_only_what_is_missing_and_a_retry_what_went_wrong()
    {
        using var store = Store.Open(folder["store"]);
        Cell[] cells = [.. ActingTask.Cells(2, Act.Nothing, 0), .. ActingTask.Cells(1, Act.Throw, 0)];
        Go(store, Options, cells[1..]);
        var first = store.Rows();
        var second = Go(store, Options, cells);
        Assert.Equal((1, 2), (second.Ran, second.Before));
        Assert.Equal(first.Select(RowText.Json), store.Rows().Where(r => r.Cell != cells[0]).Select(RowText.Json));
        var third = Go(store, Options with { Retry = true }, cells);
        Assert.Equal((1, 2), (third.Ran, third.Before));
        Assert.Equal(1, third.ByState[CellState.Failed]);
    }

    [Fact]
    public void Cells_share_a_process_and_those_that_are_timed_have_one_each_after_the_others()
    {
        using var store = Store.Open(folder["store"]);
        Go(store, Options, [.. ActingTask.Cells(3, Act.Nothing, 0, timed: true), .. ActingTask.Cells(3, Act.Nothing, 0)]);
        var processes = store.Rows().ToLookup(r => r.Cell.Task, r => r.Outcome!.Numbers.Single(n => n.Metric == "process").Value);
        Assert.Single(processes["acting"].Distinct());
        Assert.Equal(3, processes["acting-timed"].Distinct().Count());
        var ends = store.Rows().ToLookup(r => r.Cell.Task, r => r.Finished);
        Assert.True(ends["acting"].Max() < ends["acting-timed"].Min());
        Assert.All(store.Rows(), r => Assert.True(r.PeakBytes > 1 << 20));
    }

    [Fact]
    public void Two_runs_on_one_store_do_every_cell_once()
    {
        var cells = ActingTask.Cells(30, Act.Nothing, 20);
        var summaries = new RunSummary[2];
        Parallel.For(0, 2, i =>
        {
            using var store = Store.Open(folder["store"]);
            summaries[i] = Go(store, Options with { Jobs = 2 }, cells);
        });
        Assert.Equal(30, summaries.Sum(s => s.Ran));
        Assert.All(summaries, s => Assert.Equal(0, s.Elsewhere));
        using var all = Store.Open(folder["store"]);
        Assert.Equal(30, all.Rows().Count);
    }

    [Fact]
    public void What_another_run_holds_is_left_to_it_while_it_lives()
    {
        using var store = Store.Open(folder["store"]);
        var cells = ActingTask.Cells(2, Act.Nothing, 0);
        store.Add(cells);
        Assert.True(store.TryClaim(cells[0], "elsewhere", TimeSpan.FromMinutes(5)));
        var summary = Go(store, Options with { Claim = TimeSpan.FromSeconds(1) }, cells);
        Assert.Equal((1, 1), (summary.Ran, summary.Elsewhere));
        Assert.True(store.TryClaim(cells[1], "x", TimeSpan.FromMinutes(1)) is false
            && store.Renew(cells[0], "elsewhere", TimeSpan.FromSeconds(-1)));
        Assert.Equal(1, Go(store, Options, cells).Ran);
    }

    [Fact]
    public void A_worker_that_cannot_be_started_ends_the_run_and_no_claim_is_left()
    {
        using var store = Store.Open(folder["store"]);
        var cells = ActingTask.Cells(1, Act.Nothing, 0);
        Assert.Contains("/nowhere/worker",
            Assert.Throws<InvalidOperationException>(() => Go(store, Options with { Worker = ["/nowhere/worker"] }, cells)).Message);
        Assert.True(store.TryClaim(cells[0], "next", TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public void A_row_that_was_damaged_in_the_store_is_named()
    {
        using var store = Store.Open(folder["store"]);
        Go(store, Options, ActingTask.Cells(1, Act.Nothing, 0));
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={folder["store"]}"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "UPDATE heed_rows SET outcome = '{'";
            command.ExecuteNonQuery();
        }

        Assert.Contains("'acting'", Assert.Throws<StoreException>(store.Rows).Message);
    }

    [Fact]
    public void Of_two_that_time_one_waits()
    {
        var first = TimingTurn.Wait(folder["cache"], CancellationToken.None);
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));
        Assert.Throws<OperationCanceledException>(() => TimingTurn.Wait(folder["cache"], stop.Token));
        first.Dispose();
        TimingTurn.Wait(folder["cache"], CancellationToken.None).Dispose();
    }

    [Fact]
    public void A_run_that_is_cancelled_gives_back_what_it_was_at()
    {
        using var store = Store.Open(folder["store"]);
        using var stop = new CancellationTokenSource();
        var cells = ActingTask.Cells(3, Act.Nothing, 0).Append(ActingTask.Cells(1, Act.Hang, 0)[0]).ToArray();
        var summary = Go(store, Options, cells, new Told(p =>
        {
            if (p.Done == 3) stop.Cancel();
        }), stop.Token);
        Assert.Equal((3, true), (summary.Ran, summary.Cancelled));
        Assert.True(store.TryClaim(cells[3], "next", TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public void The_same_cell_gives_the_same_numbers_in_another_process()
    {
        var cell = ActingTask.Cells(2, Act.Nothing, 0)[1..];
        var scores = Enumerable.Range(0, 2).Select(i =>
        {
            using var store = Store.Open(folder[$"store{i}"]);
            Go(store, Options, cell);
            return store.Rows()[0].Outcome!.Numbers[0].Value;
        }).ToArray();
        Assert.Equal(BitConverter.DoubleToInt64Bits(scores[0]), BitConverter.DoubleToInt64Bits(scores[1]));
    }

    private RunOptions Options => new() { Worker = [Processes.Worker, "worker"], Cache = folder["cache"], Threads = 1 };

    private static RunSummary Go(Store store, RunOptions options, IReadOnlyList<Cell> cells, IProgress<RunProgress>? progress = null,
        CancellationToken? cancel = null) =>
        new Runner(store, options, ActingTask.All).Run(cells, progress, cancel ?? TestContext.Current.CancellationToken);

    private sealed class Told(Action<RunProgress> tell) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => tell(value);
    }
}
