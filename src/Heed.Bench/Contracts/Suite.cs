namespace Heed.Bench;

/// <summary>How much is measured.</summary>
public enum Suite
{
    /// <summary>All mechanisms at small sizes with one seed: shows that everything works, in seconds for each.</summary>
    Quick,

    /// <summary>Representative mechanisms with three seeds, in under 100 minutes on two cores.</summary>
    Standard,

    /// <summary>Everything, overnight or on many machines.</summary>
    Full,
}
