namespace Heed.Kernels.Tests;

/// <summary>Caches of all kinds after any operations: they hold what a list of tokens holds.</summary>
public class CacheOperationTests
{
    private const int Sequences = 3, Groups = 2, Heads = 4, Width = 5, Values = 3, Most = 60;

    [Fact]
    public void Any_operations_leave_in_a_cache_what_a_list_of_tokens_would_hold()
    {
        var operations = Effort.Of("HEED_GUARD_OPERATIONS", 6_000);
        var (done, counted) = (0, new SortedDictionary<string, int>(StringComparer.Ordinal));
        for (var seed = 0; done < operations; seed++)
        {
            var random = new Random(seed);
            using var pair = Tried.Draw(random);
            for (var step = 0; step < 300 && done < operations; step++, done++)
            {
                var name = pair.Step(random);
                counted[name] = counted.GetValueOrDefault(name) + 1;
            }
        }

        Effort.Tell($"{done} operations of caches, none wrong: {string.Join(", ", counted.Select(c => $"{c.Value} {c.Key}"))}.");
    }

    /// <summary>A cache and the lists that say what it should hold.</summary>
    private sealed class Tried(AttentionCache cache, int kept, int? window) : IDisposable
    {
        private readonly List<float[]>[] keys = [.. Enumerable.Range(0, Sequences).Select(_ => new List<float[]>())];
        private readonly List<float[]>[] values = [.. Enumerable.Range(0, Sequences).Select(_ => new List<float[]>())];

        public static Tried Draw(Random random)
        {
            var window = random.Next(1, 9);
            return random.Next(3) switch
            {
                0 => new(new KeyValueCache(Sequences, Groups, Width, Values, random.Next(0, 5)), int.MaxValue, null),
                1 => new(new RingCache(Sequences, Groups, Width, Values, window, 4), window + 3, window),
                _ => new(new PagedCache(new(Groups, Width, Values, Sequences * (Most + 10), random.Next(1, 9)), Sequences),
                    int.MaxValue, null),
            };
        }

        public void Dispose() => (cache as IDisposable)?.Dispose();

        public string Step(Random random)
        {
            var (s, other) = (random.Next(Sequences), random.Next(Sequences));
            var name = random.Next(8) switch
            {
                0 or 1 when keys[s].Count < Most => Append(s, random.Next(0, 6), random),
                2 when keys.Max(k => k.Count) < Most => AppendAll(random.Next(0, 4), random),
                3 => Forget(s, random.Next(keys[s].Count + 1)),
                4 when cache is PagedCache paged => Fork(paged, s, other),
                5 when cache is KeyValueCache growing => Reserve(growing, random.Next(2 * Most)),
                6 or 7 => Attend(random.Next(1, 5), random),
                _ => "reads",
            };
            Read(s);
            return name;
        }

        private string Append(int s, int count, Random random)
        {
            var (k, v) = Tokens([s], count, random);
            cache.Append(s, new View(k, new(1, Groups, count, Width)), new View(v, new(1, Groups, count, Values)));
            return "appends";
        }

        private string AppendAll(int count, Random random)
        {
            var (k, v) = Tokens([0, 1, 2], count, random);
            cache.Append(new View(k, new(Sequences, Groups, count, Width)), new View(v, new(Sequences, Groups, count, Values)));
            return "appends to all";
        }

        private string Forget(int s, int stay)
        {
            if (cache is RingCache ring) ring.Reset(s);
            else if (cache is KeyValueCache growing) growing.Truncate(s, stay);
            else ((PagedCache)cache).Truncate(s, stay);
            if (cache is RingCache) stay = 0;
            keys[s].RemoveRange(stay, keys[s].Count - stay);
            values[s].RemoveRange(stay, values[s].Count - stay);
            return "truncations";
        }

        private string Fork(PagedCache paged, int s, int other)
        {
            paged.Fork(s, other);
            if (s != other) (keys[s], values[s]) = ([.. keys[other]], [.. values[other]]);
            return "forks";
        }

        private static string Reserve(KeyValueCache cache, int tokens)
        {
            cache.Reserve(tokens);
            return "reservations";
        }

        private string Attend(int n, Random random)
        {
            if (keys.Any(k => k.Count > 0 && k.Count < n)) return "reads";
            var q = Case.Draw(Sequences * Heads * n * Width, 1, random.Next());
            var output = new float[Sequences * Heads * n * Values];
            cache.Attend(new View(q, new(Sequences, Heads, n, Width)), output);
            for (var s = 0; s < Sequences; s++)
            {
                var (m, size) = (keys[s].Count, Heads * n);
                var want = new double[size * Values];
                var got = output.AsSpan(s * size * Values, size * Values);
                var part = new Both<Causal, Window>(new(m - n), new(window ?? Most * 2, m - n));
                var (k, v) = (Heaped(keys[s], 0, Width), Heaped(values[s], 0, Values));
                var score = AttentionDefinition.Forward(new View(q.AsSpan(s * size * Width, size * Width), new(1, Heads, n, Width)),
                    new View(k, new(1, Groups, m, Width)),
                    new View(v, new(1, Groups, m, Values)), want, new double[size], part);
                Closeness.OfOutput(got, want, score).Demand(got, want, $"sequence {s} of {m} tokens");
            }

            return "attentions";
        }

        private void Read(int s)
        {
            var (length, first) = (keys[s].Count, Math.Max(0, keys[s].Count - kept));
            Assert.Equal((length, first), (cache.Length(s), cache.First(s)));
            var (k, v) = (new float[Groups * (length - first) * Width], new float[Groups * (length - first) * Values]);
            cache.Read(s, k, v);
            Assert.True(k.AsSpan().SequenceEqual(Heaped(keys[s], first, Width)), "the keys are others");
            Assert.True(v.AsSpan().SequenceEqual(Heaped(values[s], first, Values)), "the values are others");
        }

        private (float[] K, float[] V) Tokens(int[] sequences, int count, Random random)
        {
            foreach (var s in sequences)
                for (var t = 0; t < count; t++)
                {
                    keys[s].Add(Case.Draw(Groups * Width, 1, random.Next()));
                    values[s].Add(Case.Draw(Groups * Values, 1, random.Next()));
                }
            return ([.. sequences.SelectMany(s => Heaped(keys[s], keys[s].Count - count, Width))],
                [.. sequences.SelectMany(s => Heaped(values[s], values[s].Count - count, Values))]);
        }

        // Head by head, from tokens whose heads lie together.
        private static float[] Heaped(List<float[]> tokens, int first, int width)
        {
            var (heaped, at) = (new float[Groups * (tokens.Count - first) * width], 0);
            for (var g = 0; g < Groups; g++)
                for (var t = first; t < tokens.Count; t++, at += width) tokens[t].AsSpan(g * width, width).CopyTo(heaped.AsSpan(at));
            return heaped;
        }
    }
}
