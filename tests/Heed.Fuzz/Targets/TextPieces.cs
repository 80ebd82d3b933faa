using System.Runtime.InteropServices;
using System.Text;
using Heed.Models.Text;

namespace Heed.Fuzz.Targets;

/// <summary>Every way to cut a text, of UTF-8 or else of UTF-16.</summary>
internal sealed class TextPieces : ITarget
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <inheritdoc/>
    public string Name => "units";

    /// <inheritdoc/>
    public IReadOnlyList<Type> Refusals { get; } = [typeof(ArgumentException)];

    /// <inheritdoc/>
    public void Read(byte[] input)
    {
        string text;
        try
        {
            text = Strict.GetString(input);
        }
        catch (DecoderFallbackException)
        {
            text = new(MemoryMarshal.Cast<byte, char>(input));
        }

        foreach (var unit in TextUnits.All)
        {
            var pieces = unit.Split(text);
            Target.Promise(pieces.All(p => p.Start >= 0 && p.Length > 0 && p.End <= text.Length), "a piece lies in the text");
            Target.Promise(pieces.Zip(pieces.Skip(1)).All(p => p.First.Start <= p.Second.Start && p.First.End <= p.Second.End),
                "pieces stand in the order of the text");
            if (unit is BytePairs pairs)
                Target.Promise(pieces.SelectMany(p => pairs.Bytes(p.Id).ToArray()).SequenceEqual(Encoding.UTF8.GetBytes(text)),
                    "the bytes of all tokens are those of the text");
        }
    }
}
