namespace Heed.Kernels.Tests;

/// <summary>Calls from many threads at once, on their own data and on one cache, give the bits that they give alone.</summary>
public class ConcurrentCallTests
{
    private const int Threads = 8;

    [Fact]
    public void Calls_at_the_same_time_give_what_they_give_alone()
    {
        var calls = Effort.Of("HEED_GUARD_CONCURRENT", 4_000);
        var cache = new KeyValueCache(2, 2, 16, 16, 64);
        var past = new Case(2, 4, 2, 40, 40, 16, 16, Seed: 7);
        cache.Append(past.Keys, past.Values);
        Case small = new(1, 2, 1, 30, 30, 16, 16), single = new(1, 4, 2, 1, 300, 32, 32), shared = new(2, 4, 4, 60, 90, 32, 16),
            learning = new(1, 2, 2, 30, 40, 16, 8);
        Func<float[]>[] kinds = [() => Forward(small, 1), () => Forward(single, 2), () => Forward(shared, 3), () => Backward(learning),
            () => Decode(cache, past)];
        float[][] alone = [.. kinds.Select(kind => kind())];
        var (next, wrong, failures) = (-1, 0, new System.Collections.Concurrent.ConcurrentQueue<Exception>());
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(_ => new Thread(() =>
        {
            try
            {
                for (int i; (i = Interlocked.Increment(ref next)) < calls;)
                    if (!kinds[i % kinds.Length]().AsSpan().SequenceEqual(alone[i % kinds.Length])) Interlocked.Increment(ref wrong);
            }
            catch (Exception thrown)
            {
                failures.Enqueue(thrown);
            }
        }))];
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        Assert.Empty(failures);
        Assert.Equal(0, wrong);
        Effort.Tell($"{calls} calls from {Threads} threads at once, none wrong.");
    }

    private static float[] Forward(Case one, int threads)
    {
        var (output, sums) = one.Run(new Causal(one.M - one.N), threads: threads);
        return [.. output, .. sums];
    }

    private static float[] Backward(Case one)
    {
        var (output, sums) = one.Run(default(Everything), threads: 2);
        var (dq, dk, dv) = (new float[one.Q.Length], new float[one.K.Length], new float[one.V.Length]);
        Attention.Backward(one.Queries, one.Keys, one.Values, output, sums, Case.Draw(output.Length, 1, 9), dq, dk, dv,
            default(Everything), new() { Threads = 2 });
        return [.. dq, .. dk, .. dv];
    }

    private static float[] Decode(KeyValueCache cache, Case past)
    {
        var output = new float[2 * 4 * 3 * 16];
        cache.Attend(new View(past.Q, new(2, 4, 3, 16)), output);
        return output;
    }
}
