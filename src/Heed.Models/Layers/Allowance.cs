namespace Heed.Models.Layers;

/// <summary>
/// How many numbers may be drawn while a model is built: a card that nobody has checked may ask for any sizes, and the weights beside it
/// say how many there are. What goes beyond is refused before memory is asked for.
/// </summary>
internal sealed class Allowance : IDisposable
{
    [ThreadStatic]
    private static Allowance? current;

    private readonly double whole;
    private double left;

    /// <summary>Holds for all models that are built on this thread, until it is disposed of.</summary>
    /// <param name="numbers">How many may be drawn.</param>
    public Allowance(double numbers) => (whole, left, current) = (numbers, numbers, this);

    /// <exception cref="FormatException">So many more are not allowed.</exception>
    public static void Take(params ReadOnlySpan<long> shape)
    {
        if (current is not { } allowed) return;
        var numbers = 1.0;
        foreach (var size in shape) numbers *= size;
        allowed.left -= numbers;
        if (allowed.left < 0)
            throw new FormatException(FormattableString.Invariant(
                $"A model of these sizes has more than {allowed.whole:N0} numbers, and its weights do not."));
    }

    /// <inheritdoc />
    public void Dispose() => current = null;
}
