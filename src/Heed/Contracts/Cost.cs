namespace Heed;

/// <summary>
/// Asymptotic cost per head, in n (tokens), d (head width), w (window), k (keys kept), r (features or landmarks), c (chunk).
/// </summary>
/// <param name="Time">Operations for a whole sequence.</param>
/// <param name="Memory">Numbers held for a whole sequence by the fastest known exact algorithm, inputs not counted.</param>
/// <param name="State">Numbers that one more token needs of the past; "–" where it cannot continue token by token.</param>
public sealed record Cost(string Time, string Memory, string State);
