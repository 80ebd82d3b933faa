namespace Heed.Alone;

/// <summary>A synthesizer whose scores go by places alone.</summary>
/// <param name="causal">Whether a token reads only what came before it and itself.</param>
public abstract class SynthesizerOfPlaces(bool causal) : Synthesizer(causal)
{
    /// <summary>Every token that is read also reads.</summary>
    /// <inheritdoc />
    public override long? SizeOf(string name, Sizes sizes) => name == "N" ? sizes.Find("M") : null;

    /// <summary>Nothing comes that asks, so all places read again, and the last of them are those of the tokens.</summary>
    /// <inheritdoc />
    protected override Tensor Continue(Inputs tokens, ref State? state, Route route)
    {
        using var read = base.Continue(tokens, ref state, route);
        return read.narrow(2, read.shape[2] - tokens.Keys, tokens.Keys);
    }
}
