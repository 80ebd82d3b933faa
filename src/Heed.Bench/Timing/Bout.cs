using Heed.Bench.Synthetic;
using Heed.Models.Layers;

namespace Heed.Bench.Timing;

/// <summary>
/// A mechanism with inputs of one length, ready to be run: in the kernel where it has one, else by the definition, as the models run it.
/// </summary>
internal sealed class Bout : IDisposable
{
    private const int InARow = 16;                                                         // tokens that follow one another in a cache

    private readonly Mechanism mechanism;
    private readonly Tensor q;
    private readonly Tensor k;
    private readonly Tensor v;
    private readonly SignalSet signals;
    private readonly SignalSet one;

    public Bout(Mechanism mechanism, int tokens, int heads, int width)
    {
        this.mechanism = mechanism;
        using var random = new torch.Generator(1);
        var groups = mechanism.KvHeads(heads);
        (q, k, v) = (torch.randn([1, heads, tokens, width], generator: random),
            torch.randn([1, groups, tokens, width], generator: random),
            torch.randn([1, groups, tokens, width], generator: random));
        (q, k) = (q.Bring(mechanism.RangeOf("q")), k.Bring(mechanism.RangeOf("k")));
        (signals, one) = (Drawn(mechanism, heads, tokens, width), Drawn(mechanism, heads, 1, width));
        foreach (var t in new[] { q, k, v }.Concat(signals.Concat(one).Select(s => s.Value))) t.DetachFromDisposeScope();
    }

    /// <summary>What computes.</summary>
    public string Way => mechanism.RouteOf(q, k, v, null, signals).ToString();

    /// <summary>One pass, without gradients.</summary>
    public void Forward()
    {
        using var frozen = torch.no_grad();
        using var inner = torch.NewDisposeScope();
        Look();
    }

    /// <summary>One pass and the gradients of queries, keys and values.</summary>
    public void ForwardAndBackward()
    {
        using var inner = torch.NewDisposeScope();
        foreach (var t in new[] { q, k, v }) t.requires_grad_(true);
        Look().sum().backward();
        foreach (var t in new[] { q, k, v })
        {
            t.grad?.zero_();
            t.requires_grad_(false);
        }
    }

    /// <summary>One more token after all of these; null where the mechanism cannot continue token by token.</summary>
    /// <remarks>
    /// A memory of fixed size goes on from the same point every time. A cache is filled before, and the tokens that are timed follow one
    /// another in it, so that copying it is not timed.
    /// </remarks>
    public Trial? Step()
    {
        if (mechanism.NoSteps is not null) return null;
        var (q1, k1, v1) = (q.narrow(2, 0, 1), k.narrow(2, 0, 1), v.narrow(2, 0, 1));
        try
        {
            var (past, grows) = Past(q1, k1, v1);
            if (!grows) return (Action)(() => Once(past));
            State? live = null;
            return new Trial(() => live = Once(live!), Fill, InARow);

            void Fill()
            {
                live?.Dispose();
                live = Once(new State([.. past.Kept]));
            }
        }
        catch (NotSupportedException)
        {
            return null;
        }

        State Once(State from)
        {
            using var frozen = torch.no_grad();
            using var inner = torch.NewDisposeScope();
            State? state = from;
            mechanism.Step(q1, k1, v1, one, ref state);
            return state!;
        }
    }

    public void Dispose()
    {
        foreach (var t in new[] { q, k, v }.Concat(signals.Concat(one).Select(s => s.Value))) t.Dispose();
    }

    private Tensor Look() => mechanism.Attend(q, k, v, null, signals);

    /// <summary>What is kept after all tokens: a memory as one step leaves it, and a cache as long as the text.</summary>
    private (State State, bool Grows) Past(Tensor q1, Tensor k1, Tensor v1)
    {
        using var frozen = torch.no_grad();
        State? first = null;
        mechanism.Step(q1, k1, v1, one, ref first);
        var names = first!.Kept;
        var lengths = names.Select(t => t.Value.dim() > 2 ? t.Value.shape[2] : 0).ToArray();
        State? second = new([.. names]);
        mechanism.Step(q1, k1, v1, one, ref second);
        var tokens = q.shape[2];
        var grown = second!.Kept.Select((t, i) => t.Value.dim() > 2 && t.Value.shape[2] == lengths[i] + 1).ToArray();
        return (new State([.. second.Kept.Select((t, i) =>
            (t.Name, grown[i] ? t.Value.narrow(2, 0, 1).repeat_interleave(tokens, dim: 2) : t.Value))]), grown.Any(g => g));
    }

    private static SignalSet Drawn(Mechanism mechanism, int heads, int tokens, int width)
    {
        var signals = SignalDraw.Neutral(mechanism, 1, heads, tokens, width);
        using var start = new Start(1);
        foreach (var signal in SignalDraw.Needed(mechanism))
        {
            var value = signals[signal.Name];
            if (signal.Start == RoleStart.Orthogonal) signals[signal.Name] = start.Features(value.shape[0], value.shape[1]);
            else if (signal.Range == RoleRange.Negative) signals[signal.Name] = value - 0.05;
            else if (signal.Kind == RoleKind.Parameter && signal.Start == RoleStart.Normal)
                signals[signal.Name] = start.Random(1 / Math.Sqrt(value.shape[^1]), value.shape);
        }

        return signals;
    }
}
