using Heed.Laws;

namespace Heed;

/// <summary>A mechanism that is no composition of parts, so it says itself which laws it keeps.</summary>
public interface IAlone
{
    /// <summary>Whether it keeps that law. What it does not promise must be seen to fail.</summary>
    /// <param name="law">The law.</param>
    bool Promises(Law law);
}
