namespace Heed.Kernels;

/// <summary>Room for the gradients of a recurrence's inputs, each packed and as large as its input.</summary>
public readonly ref struct RecurrenceGradients
{
    /// <summary>Of <see cref="RecurrenceInputs.Q"/>.</summary>
    public Span<float> Q { get; init; }
    /// <summary>Of <see cref="RecurrenceInputs.K"/>.</summary>
    public Span<float> K { get; init; }
    /// <summary>Of <see cref="RecurrenceInputs.V"/>.</summary>
    public Span<float> V { get; init; }
    /// <summary>Of <see cref="RecurrenceInputs.Asked"/>; empty where nothing is asked.</summary>
    public Span<float> Asked { get; init; }
    /// <summary>Of <see cref="RecurrenceInputs.LogDecay"/>; empty where nothing fades.</summary>
    public Span<float> LogDecay { get; init; }
    /// <summary>(B, H, D, Dv): the gradient of the memory after the last token, zeros when nobody uses it; of the memory before the first
    /// when the call returns.</summary>
    public Span<float> State { get; init; }

    internal Span<float> this[int index] => index switch { 0 => Q, 1 => K, 2 => V, 3 => Asked, 4 => LogDecay, _ => State };

    internal static string Name(int index)
        => index switch { 0 => nameof(Q), 1 => nameof(K), 2 => nameof(V), 3 => nameof(Asked), 4 => nameof(LogDecay), _ => nameof(State) };
}
