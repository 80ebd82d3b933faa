using System.Globalization;

namespace Heed.Golden;

/// <summary>Where two tensors differ most.</summary>
/// <param name="Words">The largest difference and its index, or the shapes.</param>
internal sealed record Difference(string Words)
{
    /// <summary>Null when every number is within the tolerance.</summary>
    public static Difference? Between(Tensor got, Numbers expected, double relative, double absolute)
    {
        if (!got.shape.SequenceEqual(expected.Shape))
            return new($"shape ({string.Join(", ", got.shape)}), expected ({string.Join(", ", expected.Shape)})");
        var numbers = got.detach().to(torch.float64).flatten().data<double>().ToArray();
        var (worst, at) = (0.0, -1);
        for (var i = 0; i < numbers.Length; i++)
        {
            var distance = Math.Abs(numbers[i] - expected.Data[i]);
            if (distance <= absolute + (relative * Math.Abs(expected.Data[i]))) continue;
            if (double.IsNaN(distance)) distance = double.PositiveInfinity;
            if (distance > worst) (worst, at) = (distance, i);
        }

        if (at < 0) return null;
        var place = string.Join(", ", Index(at, expected.Shape));
        return new(string.Create(CultureInfo.InvariantCulture,
            $"max |Δ| {worst:G3} at [{place}] (got {numbers[at]:G9}, expected {expected.Data[at]:G9})"));
    }

    public override string ToString() => Words;

    private static IEnumerable<long> Index(long flat, long[] shape)
    {
        var index = new long[shape.Length];
        for (var axis = shape.Length - 1; axis >= 0; axis--) (flat, index[axis]) = Math.DivRem(flat, shape[axis]);
        return index;
    }
}
