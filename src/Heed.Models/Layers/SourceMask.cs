namespace Heed.Models.Layers;

/// <summary>Hides what fills the ends of short sources.</summary>
internal static class SourceMask
{
    /// <summary>A mask of keys, or none where no source is padded.</summary>
    public static Mask Of(Batch batch)
    {
        if (batch.IsSourceFull) return Mask.None;
        var lengths = torch.tensor(batch.SourceLengths.Select(l => (long)l).ToArray());
        return Mask.Keys(torch.arange(batch.Source!.shape[1]).unsqueeze(0).lt(lengths.unsqueeze(1)));
    }
}
