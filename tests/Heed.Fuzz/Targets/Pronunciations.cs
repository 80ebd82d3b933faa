using Heed.Models.Data;

namespace Heed.Fuzz.Targets;

/// <summary>A pronouncing dictionary.</summary>
internal sealed class Pronunciations : ITarget
{
    /// <inheritdoc/>
    public string Name => "pronunciation";

    /// <inheritdoc/>
    public IReadOnlyList<Type> Refusals { get; } = [typeof(FormatException)];

    /// <inheritdoc/>
    public void Read(byte[] input)
    {
        var pairs = Cmudict.Open(Scratch.Write("dictionary", input));
        Target.Promise(pairs.Hash.Length == 64 && pairs.Count(Split.Train) > 0, "pairs have a hash and something to train on");
        _ = pairs.Bad.ToString();
    }
}
