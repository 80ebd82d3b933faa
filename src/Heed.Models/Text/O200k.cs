namespace Heed.Models.Text;

/// <summary>The byte-pair tokens of GPT-4o, encoding o200k_base: about 200,000 of them.</summary>
public sealed class O200k() : BytePairs("o200k_base", "Microsoft.ML.Tokenizers.Data.O200kBase")
{
    /// <inheritdoc/>
    public override string Name => "o200k";

    /// <inheritdoc/>
    public override string Summary => "The tokens of GPT-4o: like those of GPT-4, twice as many, with more of the world's languages.";
}
