using Heed.Pairwise;

namespace Heed.Models.Layers;

/// <summary>Takes a layer that looks at its own text token by token, in the best way that its mechanism has.</summary>
internal sealed class Stepping
{
    private readonly Attending layer;
    private readonly IStreaming? streaming;

    public Stepping(Attending layer)
    {
        this.layer = layer;
        if (layer.Mechanism is IStreaming able && Streams(layer, able)) streaming = able;
    }

    /// <summary>How it goes on: with a cache of keys and values, with the mechanism's own state, or by reading everything again.</summary>
    public string Way => streaming switch { null => "again", PairwiseAttention => "cache", _ => "state" };

    /// <summary>One more token.</summary>
    /// <param name="x">(R, 1, W).</param>
    /// <param name="state">What was kept; changed in place.</param>
    /// <returns>(R, 1, W), equal to the last row of the whole text.</returns>
    public Tensor Step(Tensor x, WriterState state)
    {
        if (streaming is null)
        {
            var all = Longer(state, "text", x, 1);
            return layer.Look(all, Mask.None, null).narrow(1, all.shape[1] - 1, 1);
        }

        var (q, k, v) = layer.Parts(x);
        var past = state.Past(layer.Name);
        var read = streaming.Step(q, k, v, layer.SignalsOf(x), ref past);
        state.Keep(layer.Name, past!);
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
        finally
        {
            state?.Dispose();
        }
    }
}
