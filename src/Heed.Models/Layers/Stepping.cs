using Heed.Pairwise;

namespace Heed.Models.Layers;

/// <summary>Takes a layer that looks at its own text token by token, in the best way that its mechanism has.</summary>
internal sealed class Stepping
{
    private readonly Attending layer;
    private readonly FusedAttention? fused;
    private readonly IStreaming? streaming;

    public Stepping(Attending layer)
    {
        this.layer = layer;
        if (layer.Fused is { FollowsCache: true }) fused = layer.Fused;
        else if (layer.Mechanism is IStreaming able && Streams(layer, able)) streaming = able;
    }

    /// <summary>How it goes on: with a cache of keys and values, with the mechanism's own state, or by reading everything again.</summary>
    public string Way => fused is not null ? "cache" : streaming is not null ? "state" : "again";

    /// <summary>One more token.</summary>
    /// <param name="x">(R, 1, W).</param>
    /// <param name="state">What was kept; changed in place.</param>
    /// <returns>(R, 1, W), equal to the last row of the whole text.</returns>
    public Tensor Step(Tensor x, WriterState state)
    {
        if (streaming is not null) return Stream(x, state);
        if (fused is null)
        {
            var all = Longer(state, "text", x, 1);
            return layer.Look(all, Mask.None, null).narrow(1, all.shape[1] - 1, 1);
        }

        var (q, k, v) = layer.Parts(x);
        return layer.Join(fused.Attend(q, Longer(state, "k", k, 2), Longer(state, "v", v, 2), null, layer.SignalsOf(x)));
    }

    private Tensor Stream(Tensor x, WriterState state)
    {
        var (q, k, v) = layer.Parts(x);
        (string, Tensor)[] kept = [.. state.Names(layer.Name).Select(n => (n[layer.Name.Length..], state[n]))];
        var past = kept.Length == 0 ? null : new State(kept);
        var read = streaming!.Step(q, k, v, layer.SignalsOf(x), ref past);
        foreach (var (name, value) in past!.Kept) state[layer.Name + name] = value;
        return layer.Join(read);
    }

    private Tensor Longer(WriterState state, string name, Tensor more, int axis)
    {
        name = layer.Name + name;
        return state[name] = state.Find(name) is { } before ? torch.cat([before, more], axis) : more;
    }

    /// <summary>Whether the mechanism can go token by token at all: some compositions look ahead or want to know the length.</summary>
    private static bool Streams(Attending layer, IStreaming able)
    {
        using var frozen = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var x = torch.zeros(1, 2, layer.Width);
        State? state = null;
        try
        {
            foreach (var at in x.split(1, 1))
            {
                var (q, k, v) = layer.Parts(at);
                able.Step(q, k, v, layer.SignalsOf(at), ref state);
            }

            return true;
        }
        catch (Exception e) when (e is NotSupportedException or ArgumentException)
        {
            return false;
        }
    }
}
