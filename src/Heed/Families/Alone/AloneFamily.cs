namespace Heed.Alone;

/// <summary>Mechanisms that share no computation with others: each is a class of its own and does not compose.</summary>
public sealed class AloneFamily : Family
{
    /// <summary>The family.</summary>
    public static AloneFamily Instance { get; } = new();

    /// <inheritdoc />
    public override int Order => 9;

    /// <inheritdoc />
    public override string Summary => "Mechanisms that share no computation with others.";
}

/// <summary>A mechanism that is no composition of parts, and states its facts itself.</summary>
public abstract class AloneMechanism : Mechanism
{
    /// <inheritdoc />
    public sealed override Family Family => AloneFamily.Instance;
}
