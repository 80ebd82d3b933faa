namespace Heed.Kernels.Tests;

/// <summary>Calls whose operands lie between guard pages give, bit for bit, what they give elsewhere.</summary>
public class GuardPageTests
{
    [Fact]
    public void Calls_between_guard_pages_touch_nothing_else_and_compute_the_same()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "not run: guard pages are asked of Linux");
        var calls = Effort.Of("HEED_GUARD_CALLS", 150);
        for (var seed = 0; seed < calls; seed++)
        {
            var random = new Random(seed);
            var (groups, share) = (random.Next(1, 3), random.Next(1, 4));
            var one = new Case(random.Next(1, 3), groups * share, groups, random.Next(1, random.Next(2) == 0 ? 9 : 120),
                random.Next(0, 200),
                random.Next(1, 70), random.Next(1, 70), Seed: seed);
            int[] widths = [.. ((int[])[512, 256, 128]).Where(Registers.Has)];
            var visitor = new Both(one, random.Next(2) == 0, widths[random.Next(widths.Length)], random.Next(1, 4));
            new Draws(random, one.B, one.H, one.N, one.M).Compose(1, visitor);
        }

        Effort.Tell($"{calls} calls forwards, backwards and for weights between guard pages: none touched one, none was wrong.");
    }

    private sealed class Both(Case one, bool atEnd, int bits, int gap) : IVisitor
    {
        private readonly AttentionOptions options = new() { Registers = bits, Threads = 2 };

        public void Visit<TPart>(TPart part) where TPart : struct, IPart<TPart>
        {
            var elsewhere = Compute(part, count => new(Enumerable.Repeat(float.NaN, count).ToArray(), null));
            using var rooms = new Rooms(atEnd);
            Assert.Equal(elsewhere, Compute(part, rooms.Of));
        }

        // Everything that is computed, one after the other. A token's features are followed by a gap in what has strides.
        private float[] Compute<TPart>(TPart part, Func<int, Memory> of) where TPart : struct, IPart<TPart>
        {
            Shape sq = new(one.B, one.H, one.N, one.D), sk = new(one.B, one.G, one.M, one.D), sv = new(one.B, one.G, one.M, one.Dv),
                so = new(one.B, one.H, one.N, one.Dv);
            Memory q = Laid(one.Q, sq, of), k = Laid(one.K, sk, of), v = Laid(one.V, sv, of);
            Memory output = of(Room(so)), sums = of(one.Rows), dq = of((int)sq.Length), dk = of((int)sk.Length), dv = of((int)sv.Length);
            Attention.Forward(View(q, sq), View(k, sk), View(v, sv), Place(output, so), part, default(Softmax), sums.Span, options);
            var gradient = Laid(Case.Draw((int)so.Length, 1, 99), so, of);
            Attention.Backward(View(q, sq), View(k, sk), View(v, sv), View(output, so), sums.Span, View(gradient, so), new(dq.Span, sq),
                new(dk.Span, sk), new(dv.Span, sv), part, default(Softmax), options);
            int[] rows = [one.N - 1, 0, one.N / 2];
            var weights = of(one.B * one.H * rows.Length * one.M);
            Attention.Weights(View(q, sq), View(k, sk), rows, weights.Span, part, sums.Span, options);
            return [.. output.Span, .. sums.Span, .. dq.Span, .. dk.Span, .. dv.Span, .. weights.Span];
        }

        private int Step(Shape shape) => shape.Width + gap - 1;

        private int Room(Shape shape) => shape.Length == 0 ? 0 : (shape.Batch * shape.Heads * shape.Tokens * Step(shape)) - gap + 1;

        private Memory Laid(float[] packed, Shape shape, Func<int, Memory> of)
        {
            var room = of(Room(shape));
            for (var i = 0; i < packed.Length; i++) room.Span[(i / shape.Width * Step(shape)) + (i % shape.Width)] = packed[i];
            return room;
        }

        private View View(Memory room, Shape shape)
            => new(room.Span, shape, (long)shape.Heads * shape.Tokens * Step(shape), (long)shape.Tokens * Step(shape), Step(shape));

        private Place Place(Memory room, Shape shape)
            => new(room.Span, shape, (long)shape.Heads * shape.Tokens * Step(shape), (long)shape.Tokens * Step(shape), Step(shape));
    }

    private sealed class Memory(float[]? array, GuardedMemory? guarded)
    {
        public Span<float> Span => guarded is null ? array : guarded.Span;
    }

    private sealed class Rooms(bool atEnd) : IDisposable
    {
        private readonly List<GuardedMemory> all = [];

        public Memory Of(int count)
        {
            all.Add(new(count, atEnd));
            return new(null, all[^1]);
        }

        public void Dispose() => all.ForEach(room => room.Dispose());
    }
}
