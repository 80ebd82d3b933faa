namespace Heed.Kernels.Tests;

/// <summary>Takes a part whose type is known only here.</summary>
internal interface IVisitor
{
    void Visit<TPart>(TPart part) where TPart : struct, IPart<TPart>;
}

/// <summary>Random parts for a call, and compositions of them nested any way.</summary>
internal sealed class Draws(Random random, int b, int h, int n, int m)
{
    private const int Kinds = 13;

    private int Offset => random.Next(3) switch { 0 => 0, 1 => m - n, _ => random.Next(-20, 20) };

    /// <summary>Hands a composition of so many parts to the visitor.</summary>
    public void Compose(int parts, IVisitor visitor)
    {
        if (parts == 1) One(visitor);
        else if (random.Next(2) == 0) One(new Pair(parts - 1, this, visitor, swap: false));
        else One(new Pair(parts - 1, this, visitor, swap: true));
    }

    private void One(IVisitor to)
    {
        var offset = Offset;
        switch (random.Next(Kinds))
        {
            case 0: to.Visit(new Alibi(Floats(h, 0, 1), offset)); break;
            case 1: to.Visit(new Causal(offset)); break;
            case 2: to.Visit(new Window(random.Next(1, 200), offset)); break;
            case 3: to.Visit(new Dilated(random.Next(1, 20), random.Next(1, 9), offset)); break;
            case 4:
                var prefixes = Enumerable.Range(0, random.Next(2) == 0 ? 1 : b).Select(_ => random.Next(0, m + 5));
                to.Visit(new PrefixCausal([.. prefixes], offset));
                break;
            case 5: to.Visit(new Sink(Floats(h, -3, 6))); break;
            case 6: to.Visit(new SoftCap(random.Next(1, 9))); break;
            case 7:
                var (heads, reach) = (random.Next(2) == 0 ? 1 : h, random.Next(0, 60));
                to.Visit(new DistanceBias(Floats(heads * ((2 * reach) + 1), -2, 2), heads, reach, offset));
                break;
            case 8:
                var side = (T5Side)random.Next(2);
                var longest = random.Next(2) == 0 ? int.MaxValue : Math.Max(1, Math.Max(n - 1 + offset, m - 1 - offset));
                to.Visit(new T5Bias(Floats(h * 16, -2, 2), h, 16, random.Next(9, 90), side, offset, reach: longest));
                break;
            case 9:
                var (mb, mh) = (random.Next(2) == 0 ? 1 : b, random.Next(2) == 0 ? 1 : h);
                var floats = Floats(mb * mh * n * m, -2, 2);
                for (var i = 0; i < floats.Length; i++) if (random.Next(3) == 0) floats[i] = float.NegativeInfinity;
                to.Visit(new FloatMask(floats, mb, mh, n, m));
                break;
            case 10:
                var (bb, bh) = (random.Next(2) == 0 ? 1 : b, random.Next(2) == 0 ? 1 : h);
                to.Visit(new BooleanMask(Marks(bb * bh * n * m), bb, bh, n, m));
                break;
            case 11:
                var (qb, kb) = (random.Next(1, 70), random.Next(1, 150));
                to.Visit(new BlockMask(Marks(b * h * ((n + qb - 1) / qb) * ((m + kb - 1) / kb)), b, h, n, m, qb, kb));
                break;
            default:
                var (sequences, most) = (random.Next(2) == 0 ? 1 : b, random.Next(1, 6));
                to.Visit(new Documents(Ids(sequences, n, most), Ids(sequences, m, most), sequences));
                break;
        }
    }

    private float[] Floats(int count, float from, float size)
        => [.. Enumerable.Range(0, count).Select(_ => from + (size * random.NextSingle()))];

    private bool[] Marks(int count) => [.. Enumerable.Range(0, count).Select(_ => random.Next(3) > 0)];

    // In order, in runs without order, or one by one.
    private int[] Ids(int sequences, int tokens, int most)
    {
        var kind = random.Next(3);
        return [.. Enumerable.Range(0, sequences).SelectMany(_ =>
        {
            var ids = Enumerable.Range(0, tokens).Select(_ => random.Next(most)).ToArray();
            if (kind == 0) Array.Sort(ids);
            else if (kind == 1) for (var i = 1; i < tokens; i++) if (i % 37 != 0) ids[i] = ids[i - 1];
            return ids;
        })];
    }

    private sealed class Pair(int rest, Draws draws, IVisitor visitor, bool swap) : IVisitor
    {
        public void Visit<TPart>(TPart part) where TPart : struct, IPart<TPart>
            => draws.Compose(rest, new With<TPart>(part, visitor, swap));
    }

    private sealed class With<TFirst>(TFirst first, IVisitor visitor, bool swap) : IVisitor where TFirst : struct, IPart<TFirst>
    {
        public void Visit<TPart>(TPart part) where TPart : struct, IPart<TPart>
        {
            if (swap) visitor.Visit(new Both<TPart, TFirst>(part, first));
            else visitor.Visit(new Both<TFirst, TPart>(first, part));
        }
    }
}
