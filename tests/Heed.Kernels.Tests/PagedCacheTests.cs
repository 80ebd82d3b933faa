using CsCheck;
using Heed.Tests;

namespace Heed.Kernels.Tests;

public class PagedCacheTests
{
    private const int Groups = 2, Width = 5, Values = 3;

    [Fact]
    public void Any_forks_frees_truncations_and_appends_keep_each_sequence_as_if_it_were_alone()
    {
        var steps = Gen.Select(Gen.Int[1, 5], Gen.Select(Gen.Int[0, 3], Gen.Int[0, 4], Gen.Int[0, 4], Gen.Int[0, 20]).Array[1, 25],
            Gen.Int[0, 999]);
        steps.ForEachDraw((page, actions, seed) =>
        {
            var pool = new PagePool(Groups, Width, Values, 200, page);
            PagedCache[] caches = [new(pool, 3), new(pool, 2)];
            var model = new Grown(5, Groups, Width, Values);
            (PagedCache Cache, int Sequence) At(int s) => s < 3 ? (caches[0], s) : (caches[1], s - 3);
            foreach (var (action, a, b, count) in actions)
            {
                var (cache, sequence) = At(a);
                if (action == 0)
                {
                    var (k, v) = model.Append([a], count, seed += 100);
                    cache.Append(sequence, new View(k, new(1, Groups, count, Width)), new View(v, new(1, Groups, count, Values)));
                }
                else if (action == 1)
                {
                    var (source, other) = At(b);
                    cache.Fork(sequence, source, other);
                    if (a != b) (model.Tokens[a], _) = ([.. model.Tokens[b]], 0);
                }
                else if (action == 2)
                {
                    cache.Free(sequence);
                    model.Tokens[a].Clear();
                }
                else
                {
                    var stay = Math.Min(count, cache.Length(sequence));
                    cache.Truncate(sequence, stay);
                    model.Tokens[a].RemoveRange(stay, model.Tokens[a].Count - stay);
                }
                Judge(caches, model, seed);
            }
            for (var s = 0; s < 5; s++) At(s).Cache.Free(At(s).Sequence);
            Assert.Equal(pool.Pages, pool.Free);
        }, iter: 100);
    }

    [Fact]
    public void A_fork_takes_no_page_until_it_appends_to_one()
    {
        var pool = new PagePool(Groups, Width, Values, 10, 4);
        var cache = new PagedCache(pool, 3);
        Append(cache, 0, 10);
        Assert.Equal(7, pool.Free);
        cache.Fork(1, 0);
        cache.Fork(2, 1);
        Assert.Equal(7, pool.Free);
        Append(cache, 1, 1);
        Assert.Equal(6, pool.Free);
        Append(cache, 1, 1);
        Assert.Equal(6, pool.Free);
        Append(cache, 1, 1);
        Assert.Equal(5, pool.Free);
        cache.Free(0);
        Assert.Equal(5, pool.Free);
        Append(cache, 2, 1);
        Assert.Equal(5, pool.Free);
        cache.Free(2);
        Assert.Equal(6, pool.Free);
        cache.Free(1);
        Assert.Equal(10, pool.Free);
    }

    [Fact]
    public void A_full_pool_says_so_and_appends_nothing()
    {
        var pool = new PagePool(Groups, Width, Values, 4, 8);
        var cache = new PagedCache(pool, 2);
        Append(cache, 0, 9);
        var thrown = Assert.Throws<InvalidOperationException>(()
            => cache.Append(new View(new float[2 * Groups * 20 * Width], new(2, Groups, 20, Width)),
            new View(new float[2 * Groups * 20 * Values], new(2, Groups, 20, Values))));
        Assert.Contains("All 4 pages", thrown.Message);
        Assert.Equal((9, 0, 2), (cache.Length(0), cache.Length(1), pool.Free));
        Assert.Throws<InvalidOperationException>(() => Append(cache, 1, 17));
        Assert.Equal((0, 2), (cache.Length(1), pool.Free));
        Append(cache, 1, 16);
        Assert.Equal(0, pool.Free);
    }

    [Fact]
    public void Sequences_of_different_pools_do_not_share()
    {
        var (one, other) = (new PagedCache(new(1, 4, 4, 4), 1), new PagedCache(new(1, 4, 4, 4), 1));
        Assert.Equal("source", Assert.Throws<ArgumentException>(() => one.Fork(0, other, 0)).ParamName);
        Assert.Equal("source", Assert.Throws<ArgumentNullException>(() => one.Fork(0, null!, 0)).ParamName);
        Assert.Equal("pool", Assert.Throws<ArgumentNullException>(() => new PagedCache(null!, 1)).ParamName);
        Assert.Equal("tokens", Assert.Throws<ArgumentOutOfRangeException>(() => new PagePool(1, 4, 4, 4, 0)).ParamName);
    }

    [Fact]
    public void Caches_of_several_threads_take_pages_of_one_pool()
    {
        var pool = new PagePool(Groups, Width, Values, 400, 3);
        Parallel.For(0, 8, _ =>
        {
            var (cache, model) = (new PagedCache(pool, 1), new Grown(1, Groups, Width, Values));
            for (var t = 0; t < 30; t++)
            {
                var (k, v) = model.Append([0], 2, t);
                cache.Append(0, new View(k, new(1, Groups, 2, Width)), new View(v, new(1, Groups, 2, Values)));
            }
            model.Judge(cache, 4, 2, 1, (c, q, o, l) => c.Attend(q, o, l), m => new Causal(m - 2));
            cache.Free(0);
        });
        Assert.Equal(400, pool.Free);
    }

    [Fact]
    public void A_disposed_cache_gives_its_pages_back_once_and_cannot_be_used_again()
    {
        var pool = new PagePool(Groups, Width, Values, 10, 4);
        var (cache, other, model) = (new PagedCache(pool, 2), new PagedCache(pool, 1), new Grown(1, Groups, Width, Values));
        var (k, v) = model.Append([0], 10, 1);
        cache.Append(1, new View(k, new(1, Groups, 10, Width)), new View(v, new(1, Groups, 10, Values)));
        Append(cache, 0, 3);
        other.Fork(0, cache, 1);
        Assert.Equal(6, pool.Free);
        cache.Dispose();
        Assert.Equal(7, pool.Free);
        cache.Dispose();
        Assert.Equal(7, pool.Free);
        model.Judge(other, 2, 1, 5, (c, q, o, l) => c.Attend(q, o, l), m => new Causal(m - 1));
        Assert.Throws<ObjectDisposedException>(() => Append(cache, 0, 1));
        Assert.Throws<ObjectDisposedException>(() => cache.Append(new View(new float[20], new(2, Groups, 1, Width)),
            new View(new float[12], new(2, Groups, 1, Values))));
        Assert.Throws<ObjectDisposedException>(() => cache.Attend(new View(new float[20], new(2, Groups, 1, Width)), new float[12]));
        Assert.Throws<ObjectDisposedException>(() => cache.Read(0, [], []));
        Assert.Throws<ObjectDisposedException>(() => other.Fork(0, cache, 0));
        foreach (var use in (Action<int>[])[s => cache.Fork(s, 1), cache.Free, s => cache.Truncate(s, 0), s => cache.Length(s),
            s => cache.First(s)])
            Assert.Throws<ObjectDisposedException>(() => use(0));
        Assert.Equal(10, other.Length(0));
        other.Dispose();
        Assert.Equal(10, pool.Free);
        new PagedCache(pool, 0).Dispose();
    }

    private static void Append(PagedCache cache, int sequence, int count)
        => cache.Append(sequence, new View(new float[Groups * count * Width], new(1, Groups, count, Width)),
            new View(new float[Groups * count * Values], new(1, Groups, count, Values)));

    private static void Judge(PagedCache[] caches, Grown model, int seed)
    {
        var at = 0;
        foreach (var cache in caches)
        {
            var own = new Grown(cache.Batch, Groups, Width, Values);
            for (var b = 0; b < cache.Batch; b++, at++)
            {
                Assert.Equal(model.Tokens[at].Count, cache.Length(b));
                own.Tokens[b].AddRange(model.Tokens[at]);
            }
            own.Judge(cache, 2, 1, seed, (c, q, o, l) => c.Attend(q, o, l), m => new Causal(m - 1));
        }
    }
}
