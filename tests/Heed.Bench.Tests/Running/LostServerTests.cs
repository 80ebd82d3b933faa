using Heed.Bench.Running;
using Heed.Bench.Stores;
using Heed.Bench.Tests.Stores;
using Heed.Bench.Tests.Worker;

namespace Heed.Bench.Tests.Running;

public sealed class LostServerTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    [Fact]
    public void A_server_that_is_lost_in_the_middle_ends_the_run_and_the_next_run_writes_the_row_that_was_measured()
    {
        using var folder = new Folder();
        var where = server.NewDatabase();
        var options = new RunOptions { Worker = [Processes.Worker, "worker"], Cache = folder["cache"], Threads = 1 };
        var cells = ActingTask.Cells(3, Act.Nothing, 300);
        using (var store = Store.Open(where, patience: TimeSpan.FromSeconds(2)))
        {
            var stopped = false;
            var lost = Assert.Throws<StoreException>(() => new Runner(store, options, ActingTask.All).Run(cells, new Told(p =>
            {
                if (stopped || p.Done != 1 || p.Running.Count == 0) return;
                stopped = true;
                server.Stop();
            }), TestContext.Current.CancellationToken));
            Assert.Contains("is out of reach", lost.Message);
            Assert.Contains("waits in", lost.Message);
        }

        server.Start();
        using var again = Store.Open(where);
        Assert.Single(again.Rows());
        var summary = new Runner(again, options, ActingTask.All).Run(cells, cancel: TestContext.Current.CancellationToken);
        Assert.Equal((1, 2), (summary.Ran, summary.Before));
        Assert.Equal(3, again.Rows().Count);
        Assert.Empty(Directory.GetFiles(folder["cache"], "*.json", SearchOption.AllDirectories));
    }

    private sealed class Told(Action<RunProgress> tell) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => tell(value);
    }
}
