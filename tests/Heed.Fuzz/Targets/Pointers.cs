using System.Text;
using Heed.Models.Checkpoints;

namespace Heed.Fuzz.Targets;

/// <summary>Which checkpoints of a run are the newest and the best.</summary>
internal sealed class Pointers : ITarget
{
    private const string Card = """
        { "format": "heed model 1", "spec": { "kind": "language-model", "source_symbols": 5, "target_symbols": 5 },
          "target_orthography": "characters", "target_symbols": ["a"], "data":
          { "name": "a", "sha256": "0000000000000000000000000000000000000000000000000000000000000000",
            "train": 1, "validation": 1, "test": 1 } }
        """;

    /// <inheritdoc/>
    public string Name => "pointer";

    /// <inheritdoc/>
    public IReadOnlyList<Type> Refusals { get; } = [typeof(FormatException)];

    /// <inheritdoc/>
    public void Read(byte[] input)
    {
        Scratch.Write(RunFolder.CardFile, Encoding.UTF8.GetBytes(Card));
        Scratch.Write(RunFolder.PointerFile, input);
        var best = Path.Combine(Scratch.Folder, "step-000000001");
        Directory.CreateDirectory(best);
        Target.Promise(RunFolder.Open(Scratch.Folder).BestFolder == best, "a pointer points to what is there");
    }
}
