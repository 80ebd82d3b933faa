using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>A panel of keys of one head, for gradients: the lanes are keys, so their own
/// gradients stay in place while queries pass by.</summary>
/// <remarks>
/// Dao 2023, arXiv:2307.08691, algorithm 2. S = Q · Kᵀ, dP = dO · Vᵀ, dVᵀ += dOᵀ · P, dKᵀ
/// += Qᵀ · dS and dQ += dS · K are one product five times.
/// What the phases cost is counted in docs/decisions/0006-where-the-kernels-time-goes.md.
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
    public static int Own(in Call call) => Lanes * (2 * (call.Width + call.ValueWidth) + Across(call));

    /// <summary>The floats that panels share: scores, weights and their gradients of some
    /// queries, gradients of the queries, and factors; and rows that were rotated.</summary>
    public static int Shared(in Call call)
        => Upstream.Rows * (3 * Lanes + Across(call)) + Factors(call)
            + (call.Rotation is null ? 0 : Math.Max(Upstream.Rows, Lanes) * call.Width);

    /// <summary>How many factors there is room for.</summary>
    public static int Factors(in Call call) => (Math.Max(Math.Max(call.Width, call.ValueWidth), Lanes) + 15) & ~15;

    /// <summary>The width of a key, up to whole registers.</summary>
    public static int Across(in Call call) => (call.Width + S.Count - 1) / S.Count * S.Count;

    /// <summary>Lays the keys and values out and clears their gradients.</summary>
    [MethodImpl(Hot.Path)]
    public static void Begin(in Call call, int b, int h, int k0, int n, float* own, float* by, float* rotated)
    {
        float* kt = own, vt = kt + call.Width * Lanes, dk = vt + call.ValueWidth * Lanes, k = dk + (call.Width + call.ValueWidth) * Lanes;
        new Span<float>(n < Lanes ? own : dk, (n < Lanes ? 2 : 1) * Lanes * (call.Width + call.ValueWidth)).Clear();
        var (rows, step) = call.Rotated<S, V>(call.Key(b, h), call.KStep.Token, k0, n, call.Rotation?.KeyOffset ?? 0, rotated);
        float* keys = (float*)rows, values = call.Value(b, h) + k0 * call.VStep.Token;
        new Span<float>(by, call.Width).Fill(call.Scale);
        Transpose.Run<S, V>(keys, step, n, call.Width, by, kt, Lanes);
        new Span<float>(by, call.ValueWidth).Fill(1);
        Transpose.Run<S, V>(values, (nint)call.VStep.Token, n, call.ValueWidth, by, vt, Lanes);
        for (var end = k + n * Across(call); k != end; k += Across(call), keys += step)
        {
            var c = 0;
            for (; c + S.Count <= call.Width; c += S.Count) S.Store(S.Mul(S.Load(keys + c), S.Create(call.Scale)), k + c);
            for (; c < call.Width; c++) k[c] = keys[c] * call.Scale;
            for (; c < Across(call); c++) k[c] = 0;
        }
    }

    /// <summary>Where some queries are read: where they lie, or rotated.</summary>
    public static Grid At(in Call call, int b, int h, int q0, int rows, float* rotated)
    {
        var (queries, step) = call.Rotated<S, V>(call.Query(b, h), call.QStep.Token, q0, rows, call.Rotation?.QueryOffset ?? 0, rotated);
        return new((float*)queries, step);
    }

    /// <summary>Some queries pass by: their part in the gradients of the panel's keys and
    /// values is added, and <c>dS</c> is left for <see cref="Queries"/>.</summary>
    /// <returns>What the part does to these pairs; nothing was done if it hides them all.</returns>
    [MethodImpl(Hot.Path)]
    public static BlockKind Pass(in Call call, in Upstream up, in TPart part, TNormaliser normaliser, Grid q, int b, int h, int q0,
        int rows, int k0, int n, float* own, float* shared)
    {
        var (first, last) = call.Visible(part, q0, q0 + rows);
        if (last <= k0 || first >= k0 + n) return BlockKind.Empty;
        var kind = part.Classify(q0, q0 + rows, k0, k0 + n);
        if (kind == BlockKind.Empty) return kind;
        float* kt = own, vt = kt + call.Width * Lanes, dkt = vt + call.ValueWidth * Lanes, dvt = dkt + call.Width * Lanes;
        float* s = shared, p = s + Upstream.Rows * Lanes, d = p + Upstream.Rows * Lanes;
        var row = call.Row(b, h, q0);
        var g = new Grid(up.Gradient.At(b, h, q0), up.Gradient.Token);
        R none = default;

        // 1 Scores, Q · Kᵀ, and the gradients of the weights, dO · Vᵀ: a row is a query, a lane a key.
        Product.Run<S, V, R, NewSums<S, V, R>>(q, rows, new Grid(kt, Lanes), call.Width, new Grid(s, Lanes), none, default);
        Product.Run<S, V, R, NewSums<S, V, R>>(g, rows, new Grid(vt, Lanes), call.ValueWidth, new Grid(d, Lanes), none, default);

        // 2 Parts and 3 softmax by the known log-sum-exp, pair by pair.
        var at = new Pairs<S, V, R, TPart, TNormaliser>(part, normaliser, q0, k0, n, up.Less + row, up.Rest + row,
            TNormaliser.Sums ? up.Delta + row : null);
        if (kind == BlockKind.Unchanged && n == Lanes) at.Gradients<No, No>(s, p, d, rows);
        else if (kind == BlockKind.Full && n == Lanes) at.Gradients<Yes, No>(s, p, d, rows);
        else at.Gradients<Yes, Yes>(s, p, d, rows);

        // 4 Sums: dVᵀ += dOᵀ · P and dKᵀ += Qᵀ · dS; dQ += dS · K follows when it is this panel's turn.
        Product.Run<S, V, R, MoreSums<S, V, R>>(g.Transposed, call.ValueWidth, new Grid(p, Lanes), rows, new Grid(dvt, Lanes), none,
            default);
        Product.Run<S, V, R, MoreSums<S, V, R>>(q.Transposed, call.Width, new Grid(s, Lanes), rows, new Grid(dkt, Lanes), none, default);
        return kind;
    }

    /// <summary>Adds the panel's part to the gradients of the queries that have just passed.</summary>
    [MethodImpl(Hot.Path)]
    public static void Queries(in Call call, in Upstream up, int b, int h, int q0, int rows, int n, BlockKind kind, float* own,
        float* shared)
    {
        var across = Across(call);
        var k = own + 2 * (call.Width + call.ValueWidth) * Lanes;
        var dq = up.DQ.At(b, h, q0);
        var step = up.DQ.Token;
        if (kind == BlockKind.Partial && !Sparse.Finite<S, V>(new Grid(k, 1, across), n, call.Width))
            Sparse.Rows(shared, Lanes, rows, k, across, n, dq, step, call.Width);
        else if (across == call.Width)
            Across<MoreSums<S, V, Row3<S, V>>, MoreSums<S, V, Row2<S, V>>, MoreSums<S, V, Row1<S, V>>>(shared, rows, k, n, dq, step,
                across);
        else
        {
            var sums = shared + 3 * Upstream.Rows * Lanes;
            Across<NewSums<S, V, Row3<S, V>>, NewSums<S, V, Row2<S, V>>, NewSums<S, V, Row1<S, V>>>(shared, rows, k, n, sums, across,
                across);
            for (var i = 0; i < rows; i++)
                for (var c = 0; c < call.Width; c++) dq[i * step + c] += sums[i * across + c];
        }
    }

    // o[i, c] = begin + Σ_j ds[i, j] · k[j, c], where c runs over a whole number of registers: threes, but twos for a rest of four.
    [MethodImpl(Hot.Path)]
    private static void Across<E3, E2, E1>(float* ds, int rows, float* k, int n, float* o, nint step, int across)
        where E3 : struct, IEpilogue<Row3<S, V>> where E2 : struct, IEpilogue<Row2<S, V>> where E1 : struct, IEpilogue<Row1<S, V>>
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
    public static void End(in Call call, in Upstream up, int b, int g, int k0, int n, float* own, float* by)
    {
        float* dkt = own + (call.Width + call.ValueWidth) * Lanes, dvt = dkt + call.Width * Lanes;
        float* keys = up.DK.At(b, g, k0), values = up.DV.At(b, g, k0);
        new Span<float>(by, n).Fill(call.Scale);
        Transpose.Run<S, V>(dkt, Lanes, call.Width, n, by, keys, up.DK.Token);
        if (call.Rotation is { } rotation)
            RowRotation<S, V>.Rows(rotation, keys, up.DK.Token, n, call.Width, rotation.KeyOffset + k0, keys, up.DK.Token,
                Direction.Backwards);
        new Span<float>(by, n).Fill(1);
        Transpose.Run<S, V>(dvt, Lanes, call.ValueWidth, n, by, values, up.DV.Token);
    }
}
