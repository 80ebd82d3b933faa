namespace Heed;

/// <summary>One call, checked at the door: tensors, sizes, places, what is hidden, and what to record.</summary>
public sealed class Inputs
{
    private readonly SignalSet given;

    internal Inputs(Mechanism mechanism, SignalSet given, Mask mask, StepTrace? trace, Places? places = null)
    {
        InputChecks.Names(mechanism, given);
        InputChecks.Types(mechanism, given, mask);
        (this.given, Mask, Trace, Sizes) = (given, mask, trace, Sizes.Of(mechanism, given.Find));
        InputChecks.All(mechanism, [.. mechanism.Roles.Except(mechanism.Signals)], given);
        InputChecks.Shapes(Sizes, mask);
        InputChecks.All(mechanism, mechanism.Signals, given);
        Places = places ?? new Places(Queries, Keys);
    }

    private Inputs(SignalSet given, Sizes sizes, Mask mask, StepTrace? trace, Places places) =>
        (this.given, Sizes, Mask, Trace, Places) = (given, sizes, mask, trace, places);

    /// <summary>Queries, (B, H, N, Dq).</summary>
    public Tensor Q => given["q"];

    /// <summary>Keys, (B, G, M, Dk).</summary>
    public Tensor K => given["k"];

    /// <summary>Values, (B, G, M, Dv).</summary>
    public Tensor V => given["v"];

    /// <summary>What the caller hides.</summary>
    public Mask Mask { get; }

    /// <summary>All inputs by name.</summary>
    public SignalSet Signals => given;

    /// <summary>Where to record intermediate results, or null.</summary>
    public StepTrace? Trace { get; }

    /// <summary>The sizes of this call.</summary>
    public Sizes Sizes { get; }

    /// <summary>Where queries and keys stand in the text.</summary>
    public Places Places { get; }

    /// <summary>Batch size B.</summary>
    public long Batch => Sizes["B"];

    /// <summary>Query heads H; 1 where nothing tells heads apart.</summary>
    public long Heads => Sizes.Find("H") ?? 1;

    /// <summary>Key and value heads G.</summary>
    public long Groups => Sizes.Find("G") ?? Heads;

    /// <summary>Queries N.</summary>
    public long Queries => Sizes.Find("N") ?? Sizes.Find("M") ?? 0;

    /// <summary>Keys M.</summary>
    public long Keys => Sizes.Find("M") ?? Queries;

    /// <summary>Width of a key.</summary>
    public long WidthK => Sizes["Dk"];

    /// <summary>
    /// Where query i stands among the keys when nothing else is said: at i + Offset, so that the last query stands at the last key.
    /// </summary>
    public long Offset => Keys - Queries;

    /// <summary>The input of that name.</summary>
    /// <param name="name">A name that the mechanism declares.</param>
    public Tensor this[string name] => given[name];

    /// <summary>A tensor of one key or value head for each query head: query head i of H reads head floor(i·G/H).</summary>
    /// <param name="shared">(B, G, M, ·).</param>
    public Tensor Share(Tensor shared) => Groups == Heads ? shared : shared.repeat_interleave(Heads / Groups, dim: 1);

    /// <summary>Throws unless queries and keys are equally wide.</summary>
    /// <exception cref="ArgumentException">They are not.</exception>
    public void RequireEqualWidths()
    {
        if (Q.shape[3] != K.shape[3])
            throw new ArgumentException(
                $"Queries of width {Q.shape[3]} cannot be compared with keys of width {K.shape[3]}: the widths must be equal.", "k");
    }

    /// <summary>The same call with queries, keys and values that were made from its inputs.</summary>
    /// <param name="q">(B, H, N, Dq).</param>
    /// <param name="k">(B, G, M, Dk).</param>
    /// <param name="v">(B, G, M, Dv).</param>
    public Inputs With(Tensor q, Tensor k, Tensor v) => With(q, k, v, Mask, given, Trace);

    /// <summary>The same call with one token alone: its query, its key and whatever else belongs to it.</summary>
    /// <param name="t">Which token.</param>
    public Inputs Token(long t) => Alone(r => r.IsPerToken, t, ("N", 1), ("M", 1));

    /// <summary>The same call with one query alone; keys stay as they are.</summary>
    /// <param name="i">Which query.</param>
    public Inputs Query(long i) => Alone(r => r.IsPerToken && r.IsOfQueries, i, ("N", 1));

    /// <summary>The same call with some of the queries; keys stay as they are.</summary>
    internal Inputs Rows(long start, long count)
    {
        var ofQueries = Sizes.Mechanism.Roles.Where(r => r.IsPerToken && r.IsOfQueries);
        var places = new Places([.. Places.Queries.Skip((int)start).Take((int)count)], Places.Keys);
        return new(given.Tokens(ofQueries, start, count), Sizes.With(("N", count)), Mask, null, places);
    }

    private Inputs Alone(Func<Role, bool> cut, long at, params ReadOnlySpan<(string, long)> sizes) =>
        new(given.Tokens(Sizes.Mechanism.Roles.Where(cut), at, 1), Sizes.With(sizes), Mask, null, Places);

    internal Inputs With(Tensor q, Tensor k, Tensor v, Mask mask, SignalSet signals, StepTrace? trace)
    {
        var changed = signals.Select((_, tensor) => tensor);
        (changed["q"], changed["k"], changed["v"]) = (q, k, v);
        var sizes = Sizes.With(("B", q.shape[0]), ("H", q.shape[1]), ("G", k.shape[1]), ("N", q.shape[2]), ("M", k.shape[2]),
            ("Dq", q.shape[3]), ("Dk", k.shape[3]), ("Dv", v.shape[3]));
        return new(changed, sizes, mask, trace, Places);
    }
}
