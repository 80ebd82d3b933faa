namespace Heed.Kernels.Tests;

/// <summary>Threads that stay do all the work that is given to them, once, whoever calls.</summary>
public class WorkerPoolTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static int Count(int pieces, int threads, Action<int>? piece = null)
    {
        var (next, done) = (-1, 0);
        WorkerPool.Run(threads, () =>
        {
            for (int i; (i = Interlocked.Increment(ref next)) < pieces;)
            {
                piece?.Invoke(i);
                Interlocked.Increment(ref done);
            }
        });
        return done;                                                                // whoever began has ended by now
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(100)]
    public void Every_piece_is_done_once_before_the_call_returns(int threads)
    {
        for (var pieces = 0; pieces < 2000; pieces++) Assert.Equal(pieces % 50, Count(pieces % 50, threads));
    }

    [Fact]
    public void More_callers_at_once_than_the_pool_has_slots_all_finish()
    {
        var (callers, right) = (new List<Thread>(), 0);
        for (var c = 0; c < 40; c++)
        {
            callers.Add(new(() =>
            {
                for (var i = 0; i < 100; i++) if (Count(20, 4) == 20) Interlocked.Increment(ref right);
            }));
        }
        callers.ForEach(c => c.Start());
        callers.ForEach(c => Assert.True(c.Join(Patience), "a caller waits for ever"));
        Assert.Equal(4000, right);
    }

    [Fact]
    public void Work_may_call_for_help_itself()
    {
        var inner = 0;
        Assert.Equal(30, Count(30, 3, _ => Interlocked.Add(ref inner, Count(10, 3, _ => Count(3, 2)))));
        Assert.Equal(300, inner);
    }

    [Fact]
    public async Task Calls_from_a_pool_whose_threads_are_all_busy_finish()
    {
        var calls = Enumerable.Range(0, 200).Select(_ => Task.Run(() => Count(10, 4), TestContext.Current.CancellationToken)).ToArray();
        Assert.All(await Task.WhenAll(calls).WaitAsync(Patience, TestContext.Current.CancellationToken), done => Assert.Equal(10, done));
    }

    [Fact]
    public void An_exception_of_another_thread_reaches_the_caller_and_the_pool_works_on()
    {
        Assert.SkipUnless(WorkerPool.Size > 1, "not run: this machine has one processor");
        for (var i = 0; i < 10; i++)
        {
            using var came = new ManualResetEventSlim();
            var caller = Environment.CurrentManagedThreadId;
            var thrown = Assert.Throws<AggregateException>(() => WorkerPool.Run(2, () =>
            {
                if (Environment.CurrentManagedThreadId == caller)
                    Assert.True(came.Wait(Patience, TestContext.Current.CancellationToken), "nobody came");
                else
                {
                    came.Set();
                    throw new InvalidOperationException("from another thread");
                }
            }));
            Assert.Equal("from another thread", thrown.InnerException!.Message);
            Assert.Equal(5, Count(5, 2));
        }
    }

    [Fact]
    public void An_exception_of_the_callers_own_is_thrown_as_it_is()
        => Assert.Equal("own", Assert.Throws<InvalidOperationException>(()
            => WorkerPool.Run(1, () => throw new InvalidOperationException("own"))).Message);

    [Fact]
    public void A_cancelled_call_of_many_pieces_stops_as_cancelled()
    {
        using var source = new CancellationTokenSource();
        var one = new Case(1, 64, 64, 1, 600, 64, 64);
        var thrown = Assert.Throws<OperationCanceledException>(()
            => Attention.Forward(new View(one.Q, new(1, 64, 1, 64)), new View(one.K, new(1, 64, 600, 64)),
            new View(one.V, new(1, 64, 600, 64)), new float[64 * 64], new Cancelling(source), default,
                new() { Cancellation = source.Token, Threads = 2 }));
        Assert.Equal(source.Token, thrown.CancellationToken);
    }

    /// <summary>Sees everything, and cancels the call that it is part of.</summary>
    private readonly struct Cancelling(CancellationTokenSource source) : IPart<Cancelling>
    {
        public V Apply<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct => score;

        public V Hide<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct => score;

        public V Backward<S, V>(V score, V gradient, Lanes at) where S : struct, ISimd<V> where V : struct => gradient;

        public double Define(double score, int query, int key) => score;

        public bool Sees(int query, int key) => true;

        public BlockKind Classify(int from, int to, int first, int end)
        {
            source.Cancel();
            return BlockKind.Unchanged;
        }
    }
}
