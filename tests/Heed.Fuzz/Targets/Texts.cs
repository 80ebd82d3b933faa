using Heed.Models.Data;

namespace Heed.Fuzz.Targets;

/// <summary>A text to learn from.</summary>
internal sealed class Texts : ITarget
{
    /// <inheritdoc/>
    public string Name => "text";

    /// <inheritdoc/>
    public IReadOnlyList<Type> Refusals { get; } = [typeof(FormatException)];

    /// <inheritdoc/>
    public void Read(byte[] input)
    {
        var text = TextData.Open(Scratch.Write("text.txt", input));
        Target.Promise(text.Count(Split.Train) > 0 && text.Count(Split.Test) > 0, "a text has something to learn from and to test with");
    }
}
