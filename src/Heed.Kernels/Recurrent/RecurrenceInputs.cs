namespace Heed.Kernels;

/// <summary>
/// What tokens do with a memory S of D × Dv numbers for each head. A token first lets it fade, S ← diag(e^decay) S, then writes one or
/// several times, S ← S + k (v − Sᵀa)ᵀ, and then reads, o = scale · Sᵀq.
/// </summary>
/// <remarks>
/// Without asking (a) it is linear attention with any decay: Sun et al. 2023, arXiv:2307.08621; Yang et al. 2023, arXiv:2312.06635. With
/// k = βk and a = k, or k and a = βk and v = βv, it is the delta rule: Yang et al. 2024, arXiv:2406.06484 and arXiv:2412.06464. Two writes
/// of a token make other rules of rank one.
/// </remarks>
public readonly ref struct RecurrenceInputs
{
    /// <summary>(B, H, N, D): what tokens read with.</summary>
    public View Q { get; init; }
    /// <summary>(B, H, N · R, D): what each of the R writes of a token is written under.</summary>
    public View K { get; init; }
    /// <summary>(B, H, N · R, Dv): what is written.</summary>
    public View V { get; init; }
    /// <summary>(B, H, N · R, D): what the memory is asked before a write, whose answer is taken from the value; empty to ask
    /// nothing.</summary>
    public View Asked { get; init; }
    /// <summary>(B, H, N, 1) or (B, H, N, D): the natural logarithm of what is left of the memory, or of each of its rows, when a token
    /// arrives; -∞ to forget everything; empty for no fading.</summary>
    public View LogDecay { get; init; }

    /// <summary>Whether anything is asked.</summary>
    internal bool Asks => Asked.Shape.Width > 0;

    /// <summary>Whether the memory fades.</summary>
    internal bool Fades => LogDecay.Shape.Width > 0;

    /// <summary>R, the writes of a token.</summary>
    internal int Updates => Q.Shape.Tokens == 0 ? 1 : K.Shape.Tokens / Q.Shape.Tokens;

    /// <summary>Refuses shapes that do not fit.</summary>
    /// <exception cref="ArgumentException">They do not; the message names the argument, its shape and the one expected.</exception>
    internal void Check()
    {
        var (q, k, v) = (Q.Shape, K.Shape, V.Shape);
        if (q.Width == 0) throw new ArgumentException("Q is an empty view: give it data and a shape.", nameof(Q));
        if (k.Batch != q.Batch || k.Heads != q.Heads || k.Width != q.Width || (q.Tokens == 0 ? k.Tokens != 0 : k.Tokens % q.Tokens != 0)
            || (q.Tokens > 0 && k.Tokens == 0))
            throw new ArgumentException($"K is {k}; with Q {q} it must be ({q.Batch}, {q.Heads}, a multiple of {q.Tokens}, {q.Width}).",
                nameof(K));
        if (v.Batch != k.Batch || v.Heads != k.Heads || v.Tokens != k.Tokens || v.Width == 0)
            throw new ArgumentException($"V is {v}; with K {k} it must be ({k.Batch}, {k.Heads}, {k.Tokens}, Dv).", nameof(V));
        if (Asks && Asked.Shape != k) throw new ArgumentException($"Asked is {Asked.Shape}; it must be {k}, as K is.", nameof(Asked));
        var d = LogDecay.Shape;
        if (Fades && (d.Batch != q.Batch || d.Heads != q.Heads || d.Tokens != q.Tokens || (d.Width != 1 && d.Width != q.Width)))
            throw new ArgumentException($"LogDecay is {d}; with Q {q} it must be ({q.Batch}, {q.Heads}, {q.Tokens}, 1 or {q.Width}).",
                nameof(LogDecay));
    }
}
