namespace Heed.Models.Layers;

/// <summary>Takes a layer that looks at its own text token by token, in the best way that its mechanism has.</summary>
internal sealed class Stepping(Attending layer)
{
    private readonly bool streams = layer.Mechanism.NoSteps is null;

    /// <summary>How it goes on: with a cache that grows, with a state of fixed size, or by reading everything again.</summary>
    public string Way => !streams ? "again" : layer.Mechanism.Slots.Any(s => s.Grows) ? "cache" : "state";

    /// <summary>One more token.</summary>
    /// <param name="x">(R, 1, W).</param>
    /// <param name="state">What was kept; changed in place.</param>
    /// <returns>(R, 1, W), equal to the last row of the whole text.</returns>
    public Tensor Step(Tensor x, WriterState state)
    {
        if (!streams)
        {
            var all = Longer(state, "text", x, 1);
            return layer.Look(all, Mask.None, null).narrow(1, all.shape[1] - 1, 1);
        }

        var past = state.Past(layer.Name);
        var read = layer.Mechanism.Step(layer.Project(x), ref past);
        state.Keep(layer.Name, past!);
        return layer.Join(read);
    }

    private Tensor Longer(WriterState state, string name, Tensor more, int axis)
    {
        name = layer.Name + name;
        return state[name] = state.Find(name) is { } before ? torch.cat([before, more], axis) : more;
    }
}
