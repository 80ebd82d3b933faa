using Heed.Models.Data;

namespace Heed.Fuzz.Targets;

/// <summary>A file of two columns, cut into characters and into words.</summary>
internal sealed class Tables : ITarget
{
    /// <inheritdoc/>
    public string Name => "table";

    /// <inheritdoc/>
    public IReadOnlyList<Type> Refusals { get; } = [typeof(FormatException)];

    /// <inheritdoc/>
    public void Read(byte[] input)
    {
        var path = Scratch.Write("pairs.tsv", input);
        var pairs = Table.Open(path, Segmentation.Characters, Segmentation.Words);
        Target.Promise(pairs.Hash.Length == 64 && pairs.Count(Split.Train) > 0, "pairs have a hash and something to train on");
        _ = pairs.Examples(Split.Test);
        _ = Table.Open(path, Segmentation.Letters, Segmentation.Characters).ToString();
    }
}
