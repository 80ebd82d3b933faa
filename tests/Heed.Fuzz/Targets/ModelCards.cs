using Heed.Models.Checkpoints;

namespace Heed.Fuzz.Targets;

/// <summary>What stands beside the weights of a model.</summary>
internal sealed class ModelCards : ITarget
{
    /// <inheritdoc/>
    public string Name => "model-card";

    /// <inheritdoc/>
    public IReadOnlyList<Type> Refusals { get; } = [typeof(FormatException)];

    /// <inheritdoc/>
    public void Read(byte[] input)
    {
        Scratch.Write(RunFolder.CardFile, input);
        var card = ModelFolder.ReadCard(Scratch.Folder);
        var written = card.ToJson();
        Target.Promise(ModelCard.FromJson(written).ToJson() == written, "a card reads back as it is");
    }
}
