namespace Heed;

/// <summary>A mechanism that can go on token by token, given what it kept of the past.</summary>
public interface IStreaming
{
    /// <summary>One more token: what it reads of the past and of itself.</summary>
    /// <param name="q">Its query, (B, H, 1, Dq).</param>
    /// <param name="k">Its key, (B, G, 1, Dk).</param>
    /// <param name="v">Its value, (B, G, 1, Dv).</param>
    /// <param name="signals">Parameters whole, token signals for this token only (<see cref="Signals.Tokens"/>).</param>
    /// <param name="state">What was kept; null at the first token. The old state is used up.</param>
    /// <returns>(B, H, 1, Dv), equal to row t of <see cref="Mechanism.Attend"/> on the whole sequence.</returns>
    /// <exception cref="NotSupportedException">This composition looks ahead or needs to know the length beforehand.</exception>
    Tensor Step(Tensor q, Tensor k, Tensor v, Signals signals, ref State? state);
}

/// <summary>A mechanism that can also take a sequence in chunks of any size, with the same result.</summary>
public interface IChunked
{
    /// <summary>The output of <see cref="Mechanism.Attend"/>, computed chunk after chunk.</summary>
    /// <param name="q">Queries, (B, H, N, Dq).</param>
    /// <param name="k">Keys, (B, G, N, Dk).</param>
    /// <param name="v">Values, (B, G, N, Dv).</param>
    /// <param name="chunk">Tokens in a chunk; N or more makes one chunk, which is the parallel form.</param>
    /// <param name="signals">The tensors that the mechanism declares.</param>
    /// <returns>(B, H, N, Dv).</returns>
    /// <exception cref="NotSupportedException">This composition has no chunked form.</exception>
    Tensor AttendInChunks(Tensor q, Tensor k, Tensor v, int chunk, Signals? signals = null);
}
