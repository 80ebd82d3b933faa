namespace Heed.Models.Text;

/// <summary>The byte-pair tokens of GPT-4, encoding cl100k_base: about 100,000 of them.</summary>
public sealed class Cl100k() : BytePairs("cl100k_base", "Microsoft.ML.Tokenizers.Data.Cl100kBase")
{
    /// <inheritdoc/>
    public override string Name => "cl100k";

    /// <inheritdoc/>
    public override string Summary => "The tokens of GPT-4: pieces of words, learnt by merging frequent pairs of bytes.";
}
