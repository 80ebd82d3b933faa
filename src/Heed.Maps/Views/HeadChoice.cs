using System.Globalization;

namespace Heed.Maps;

/// <summary>Which heads a picture shows, and how they are put together.</summary>
public readonly record struct HeadChoice
{
    private readonly Kind kind;
    private readonly int head;

    private HeadChoice(Kind kind, int head = 0) => (this.kind, this.head) = (kind, head);

    internal enum Kind { Mean, One, Max, All, Rollout }

    /// <summary>The mean over the heads of the layer; where only some heads are masked, those count as 0.</summary>
    public static HeadChoice Mean => new(Kind.Mean);

    /// <summary>For every pair the head that reads most (by |w|, keeping its sign).</summary>
    public static HeadChoice Max => new(Kind.Max);

    /// <summary>All heads of the layer side by side, on one shared scale.</summary>
    public static HeadChoice All => new(Kind.All);

    /// <summary>
    /// Attention rollout through all layers up to the shown one, with half of each layer passing by; see <see cref="Maps.Rollout"/>.
    /// </summary>
    public static HeadChoice Rollout => new(Kind.Rollout);

    internal Kind What => kind;

    internal int Head => head;

    /// <summary>One head.</summary>
    /// <param name="head">The head, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="head"/> is negative.</exception>
    public static HeadChoice One(int head)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(head);
        return new(Kind.One, head);
    }

    /// <summary>Reads <c>mean</c>, <c>max</c>, <c>all</c>, <c>rollout</c> or the number of a head.</summary>
    /// <param name="text">What the user wrote.</param>
    /// <exception cref="ArgumentException">It is none of these.</exception>
    public static HeadChoice Parse(string text) => text switch
    {
        "mean" => Mean,
        "max" => Max,
        "all" => All,
        "rollout" => Rollout,
        _ when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var head) => One(head),
        _ => throw new ArgumentException(
            $"'{text}' is no choice of heads: give mean, max, all, rollout or the number of a head, from 0.", nameof(text)),
    };

    /// <summary>The choice as <see cref="Parse"/> reads it.</summary>
    public override string ToString() =>
        kind == Kind.One ? head.ToString(CultureInfo.InvariantCulture) : kind.ToString().ToLowerInvariant();
}
