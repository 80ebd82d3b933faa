using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>A panel of keys of one head, for gradients: the lanes are keys, so their own gradients stay in place while queries pass by.</summary>
/// <remarks>
/// Dao 2023, arXiv:2307.08691, algorithm 2. S = Q · Kᵀ, dP = dO · Vᵀ, dVᵀ += dOᵀ · P, dKᵀ += Qᵀ · dS and dQ += dS · K are one product five times.
/// </remarks>
internal static unsafe class Panel<S, V, R, TPart, TNormaliser> where S : struct, ISimd<V> where V : struct where R : struct, IRow<R, S, V>
    where TPart : struct, IPart<TPart> where TNormaliser : struct, INormaliser
{
    /// <summary>How many keys.</summary>
    public static int Lanes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => R.Registers * S.Count;
    }

    /// <summary>The floats of a panel's own: keys and values and their gradients as columns, and the keys as rows.</summary>
    public static int Own(in Job job) => Lanes * (2 * (job.Width + job.ValueWidth) + Across(job));

    /// <summary>The floats that panels share: scores, weights and their gradients of some queries, gradients of the queries, and factors; and rows that were turned.</summary>
    public static int Shared(in Job job) => Upstream.Rows * (3 * Lanes + Across(job)) + Factors(job) + (job.Rotation is null ? 0 : Math.Max(Upstream.Rows, Lanes) * job.Width);

    /// <summary>How many factors there is room for.</summary>
    public static int Factors(in Job job) => (Math.Max(Math.Max(job.Width, job.ValueWidth), Lanes) + 15) & ~15;

    /// <summary>The width of a key, up to whole registers.</summary>
    public static int Across(in Job job) => (job.Width + S.Count - 1) / S.Count * S.Count;

    /// <summary>Lays the keys and values out and clears their gradients.</summary>
    [MethodImpl(Hot.Path)]
    public static void Begin(in Job job, int b, int h, int k0, int n, float* own, float* by, float* turned)
    {
        float* kt = own, vt = kt + job.Width * Lanes, dk = vt + job.ValueWidth * Lanes, k = dk + (job.Width + job.ValueWidth) * Lanes;
        new Span<float>(n < Lanes ? own : dk, (n < Lanes ? 2 : 1) * Lanes * (job.Width + job.ValueWidth)).Clear();
        var (rows, step) = job.Turned<S, V>(job.Key(b, h), job.KStep.Token, k0, n, job.Rotation?.KeyOffset ?? 0, turned);
        float* keys = (float*)rows, values = job.Value(b, h) + k0 * job.VStep.Token;
        new Span<float>(by, job.Width).Fill(job.Scale);
        Transpose.Run<S, V>(keys, step, n, job.Width, by, kt, Lanes);
        new Span<float>(by, job.ValueWidth).Fill(1);
        Transpose.Run<S, V>(values, (nint)job.VStep.Token, n, job.ValueWidth, by, vt, Lanes);
        for (var end = k + n * Across(job); k != end; k += Across(job), keys += step)
        {
            var c = 0;
            for (; c + S.Count <= job.Width; c += S.Count) S.Store(S.Mul(S.Load(keys + c), S.Create(job.Scale)), k + c);
            for (; c < job.Width; c++) k[c] = keys[c] * job.Scale;
            for (; c < Across(job); c++) k[c] = 0;
        }
    }

    /// <summary>Where some queries are read: where they lie, or turned.</summary>
    public static Grid At(in Job job, int b, int h, int q0, int rows, float* turned)
    {
        var (queries, step) = job.Turned<S, V>(job.Query(b, h), job.QStep.Token, q0, rows, job.Rotation?.QueryOffset ?? 0, turned);
        return new((float*)queries, step);
    }

    /// <summary>Some queries pass by: their part in the gradients of the panel's keys and values is added, and <c>dS</c> is left for <see cref="Queries"/>.</summary>
    /// <returns>What the part does to these pairs; nothing was done if it hides them all.</returns>
    [MethodImpl(Hot.Path)]
    public static Sight Pass(in Job job, in Upstream up, in TPart part, TNormaliser normaliser, Grid q, int b, int h, int q0, int rows, int k0, int n, float* own, float* shared)
    {
        var (first, last) = part.Visible(q0, q0 + rows, job.Keys);
        if (last <= k0 || first >= k0 + n) return Sight.Hidden;
        var sight = part.Look(q0, q0 + rows, k0, k0 + n);
        if (sight == Sight.Hidden) return sight;
        float* kt = own, vt = kt + job.Width * Lanes, dkt = vt + job.ValueWidth * Lanes, dvt = dkt + job.Width * Lanes;
        float* s = shared, p = s + Upstream.Rows * Lanes, d = p + Upstream.Rows * Lanes;
        var row = job.Row(b, h, q0);
        var g = new Grid(up.Gradient.At(b, h, q0), up.Gradient.Token);
        R none = default;
        Product.Run<S, V, R, NewSums<S, V, R>>(q, rows, new Grid(kt, Lanes), job.Width, new Grid(s, Lanes), none, default);
        Product.Run<S, V, R, NewSums<S, V, R>>(g, rows, new Grid(vt, Lanes), job.ValueWidth, new Grid(d, Lanes), none, default);
        var at = new Pairs<S, V, R, TPart, TNormaliser>(part, normaliser, q0, k0, n, up.Less + row, up.Rest + row, TNormaliser.Sums ? up.Pulls + row : null);
        if (sight == Sight.Plain && n == Lanes) at.Gradients<No, No>(s, p, d, rows);
        else if (sight == Sight.Open && n == Lanes) at.Gradients<Yes, No>(s, p, d, rows);
        else at.Gradients<Yes, Yes>(s, p, d, rows);
        Product.Run<S, V, R, MoreSums<S, V, R>>(g.Turned, job.ValueWidth, new Grid(p, Lanes), rows, new Grid(dvt, Lanes), none, default);
        Product.Run<S, V, R, MoreSums<S, V, R>>(q.Turned, job.Width, new Grid(s, Lanes), rows, new Grid(dkt, Lanes), none, default);
        return sight;
    }

    /// <summary>Adds the panel's part to the gradients of the queries that have just passed.</summary>
    [MethodImpl(Hot.Path)]
    public static void Queries(in Job job, in Upstream up, int b, int h, int q0, int rows, int n, Sight sight, float* own, float* shared)
    {
        var across = Across(job);
        var k = own + 2 * (job.Width + job.ValueWidth) * Lanes;
        var dq = up.DQ.At(b, h, q0);
        var step = up.DQ.Token;
        if (sight == Sight.Mixed && !Sparse.Finite<S, V>(new Grid(k, 1, across), n, job.Width))
            Sparse.Rows(shared, Lanes, rows, k, across, n, dq, step, job.Width);
        else if (across == job.Width) Across<MoreSums<S, V, Row3<S, V>>, MoreSums<S, V, Row2<S, V>>, MoreSums<S, V, Row1<S, V>>>(shared, rows, k, n, dq, step, across);
        else
        {
            var sums = shared + 3 * Upstream.Rows * Lanes;
            Across<NewSums<S, V, Row3<S, V>>, NewSums<S, V, Row2<S, V>>, NewSums<S, V, Row1<S, V>>>(shared, rows, k, n, sums, across, across);
            for (var i = 0; i < rows; i++)
                for (var c = 0; c < job.Width; c++) dq[i * step + c] += sums[i * across + c];
        }
    }

    // o[i, c] = begin + Σ_j ds[i, j] · k[j, c], where c runs over a whole number of registers: threes, but twos for a rest of four.
    [MethodImpl(Hot.Path)]
    private static void Across<E3, E2, E1>(float* ds, int rows, float* k, int n, float* o, nint step, int across)
        where E3 : struct, IEnds<Row3<S, V>> where E2 : struct, IEnds<Row2<S, V>> where E1 : struct, IEnds<Row1<S, V>>
    {
        var a = new Grid(ds, Lanes);
        for (int c = 0, left = across / S.Count; left > 0;)
        {
            Grid b = new(k + c, across), to = new(o + c, step);
            var take = left == 4 || left == 2 ? 2 : Math.Min(left, 3);
            if (take == 3) Product.Run<S, V, Row3<S, V>, E3>(a, rows, b, n, to, default, default);
            else if (take == 2) Product.Run<S, V, Row2<S, V>, E2>(a, rows, b, n, to, default, default);
            else Product.Run<S, V, Row1<S, V>, E1>(a, rows, b, n, to, default, default);
            c += take * S.Count;
            left -= take;
        }
    }

    /// <summary>Adds the panel's gradients to those of its keys and values; the heads of a group come one after another.</summary>
    [MethodImpl(Hot.Path)]
    public static void End(in Job job, in Upstream up, int b, int g, int k0, int n, float* own, float* by)
    {
        float* dkt = own + (job.Width + job.ValueWidth) * Lanes, dvt = dkt + job.Width * Lanes;
        float* keys = up.DK.At(b, g, k0), values = up.DV.At(b, g, k0);
        new Span<float>(by, n).Fill(job.Scale);
        Transpose.Run<S, V>(dkt, Lanes, job.Width, n, by, keys, up.DK.Token);
        if (job.Rotation is { } rotation)
            Turning<S, V>.Rows(rotation, keys, up.DK.Token, n, job.Width, rotation.KeyOffset + k0, keys, up.DK.Token, Direction.Backwards);
        new Span<float>(by, n).Fill(1);
        Transpose.Run<S, V>(dvt, Lanes, job.ValueWidth, n, by, values, up.DV.Token);
    }
}
