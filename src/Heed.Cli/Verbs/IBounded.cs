namespace Heed.Cli.Verbs;

/// <summary>An option that takes numbers within bounds, as they are written.</summary>
internal interface IBounded
{
    string Least { get; }

    string Most { get; }
}
