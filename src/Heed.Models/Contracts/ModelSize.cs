namespace Heed.Models;

/// <summary>Makes models of one size, so that what differs between them is not how much they can hold.</summary>
public static class ModelSize
{
    private const int Most = 60;

    /// <summary>
    /// The same model, as wide as it must be to have so many parameters: its layers, embeddings and hidden layers grow in proportion.
    /// </summary>
    /// <param name="spec">A model of any size.</param>
    /// <param name="parameters">How many numbers should be learned.</param>
    /// <param name="tolerance">How far off it may be, as a share.</param>
    /// <exception cref="ArgumentException">
    /// No width comes near enough: the budget is too small for the vocabularies, or for the steps in which the width can grow.
    /// </exception>
    public static ModelSpec Fit(ModelSpec spec, long parameters, double tolerance = 0.1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(parameters, 1);
        // Heads of even width, which positions may turn in pairs.
        var step = 2 * spec.Heads;
        var steps = Math.Max(1, (int)Math.Round(spec.Width * Math.Sqrt((double)parameters / Count(spec)) / step));
        var (best, off) = (spec, double.MaxValue);
        for (var tries = 0; tries < Most; tries++)
        {
            var tried = Scaled(spec, steps * step);
            var size = Count(tried);
            var distance = Math.Abs((double)size / parameters - 1);
            if (distance >= off) break;                                                    // past the nearest
            (best, off) = (tried, distance);
            steps += size < parameters ? 1 : -1;
            if (steps == 0) break;
        }

        if (best.FeedForward > 0)
        {
            // Widths come in coarse steps; a hidden layer can take up what is missing.
            var unit = Count(best with { FeedForward = best.FeedForward + 1 }) - Count(best);
            var filled = best with
            {
                FeedForward = (int)Math.Max(1, best.FeedForward + Math.Round((parameters - Count(best)) / (double)unit)),
            };
            if (Math.Abs((double)Count(filled) / parameters - 1) is var left && left < off) (best, off) = (filled, left);
        }

        return off <= tolerance ? best
            : throw new ArgumentException(
                $"{spec.Kind} cannot have about {parameters:N0} parameters: the nearest is {Count(best):N0} at width {best.Width}.",
                nameof(parameters));
    }

    /// <summary>How many numbers a model learns.</summary>
    /// <param name="spec">Its description.</param>
    public static long Count(ModelSpec spec)
    {
        using var model = SequenceModel.Build(spec);
        return model.Size;
    }

    private static ModelSpec Scaled(ModelSpec spec, int width)
    {
        var share = (double)width / spec.Width;
        return spec with
        {
            Width = width,
            Embedding = spec.Embedding == spec.Width ? width : Grown(spec.Embedding),
            FeedForward = spec.FeedForward == 0 ? 0 : Grown(spec.FeedForward),
        };

        int Grown(int size) => Math.Max(1, (int)Math.Round(size * share));
    }
}
