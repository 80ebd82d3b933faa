using Heed.Layers;

namespace Heed.Models.Plans;

/// <summary>
/// Which mechanism stands where in a Transformer: the source looks at itself, what was written looks at itself, and what was written looks
/// at the source.
/// </summary>
/// <param name="Encoder">Must see both ways.</param>
/// <param name="Decoder">Must not look ahead.</param>
/// <param name="Cross">Relates two texts.</param>
public sealed record AttentionPlan(Mechanism Encoder, Mechanism Decoder, Mechanism Cross)
{
    private const string Plain = "scaled-dot-product";
    private const string Ahead = "causal";
    private static readonly string[] Places = ["encoder", "decoder", "cross"];

    /// <summary>Reads a plan.</summary>
    /// <remarks>
    /// One expression goes wherever it makes sense: the decoder gets it with <c>causal</c> unless it has a mask; the encoder gets it
    /// without a mask that hides what comes later; the look at the source gets it without its position and mask, which relate places of one
    /// text. Where nothing of it is left, and for recurrences that read in one direction, that place keeps the published attention.
    /// <c>encoder: …; decoder: …; cross: …</c> names places one by one.
    /// </remarks>
    /// <param name="text">An expression of the catalog, or places with expressions; null = as published.</param>
    /// <exception cref="ArgumentException">It cannot be read, or a mechanism makes no sense in its place.</exception>
    public static AttentionPlan Parse(string? text)
    {
        var plan = new AttentionPlan(Make(Plain), Make($"{Plain} + {Ahead}"), Make(Plain));
        if (text is null) return plan;
        if (!text.Replace(PublishedLayer.Prefix, "", StringComparison.Ordinal).Contains(':')) return plan.Everywhere(text);
        foreach (var part in text.Split(';'))
        {
            var (place, expression) = part.Split(':', 2) is [var p, var e] ? (p.Trim(), e.Trim()) : throw Wrong(text);
            plan = place switch
            {
                "encoder" => plan with { Encoder = Make(expression) },
                "decoder" => plan with { Decoder = Causal(expression) },
                "cross" => plan with { Cross = Make(expression) },
                _ => throw Wrong(text),
            };
        }

        return plan;
    }

    /// <summary>A mechanism for a text that is still being written: <c>causal</c> is added where nothing says what is hidden.</summary>
    /// <param name="text">An expression of the catalog.</param>
    /// <exception cref="ArgumentException">It cannot be read, or it looks ahead.</exception>
    public static Mechanism Causal(string text)
    {
        var mechanism = Make(text);
        if (mechanism.IsCausal) return mechanism;
        if (Expression.TryMechanism($"{text} + {Ahead}") is { IsCausal: true } hiding) return hiding;
        throw new ArgumentException(
            $"'{text}' looks ahead, and what comes next is what is to be learned: " +
            $"choose an attention that does not, or add '{Ahead}' where it can be combined.");
    }

    /// <summary>The plan in words.</summary>
    public override string ToString() => $"encoder: {Encoder.Name}; decoder: {Decoder.Name}; cross: {Cross.Name}";

    private AttentionPlan Everywhere(string text)
    {
        var expression = Expression.Parse(text);
        var mechanism = expression.ToMechanism();
        var bothWays = Without(expression, t => t.HidesLater);
        var canHide = mechanism.IsCausal || Expression.TryMechanism($"{text} + {Ahead}") is { IsCausal: true };
        if (canHide && !bothWays.IsCausal) return new(bothWays, Causal(text), Without(expression, t => t.RelatesPlaces));
        return mechanism.IsCausal ? this with { Decoder = mechanism } : this with { Encoder = mechanism, Cross = mechanism };
    }

    private static Mechanism Without(Expression expression, Func<Term, bool> leaves)
    {
        var rest = expression.Terms.Where(t => !leaves(t)).ToArray();
        return Make(rest.Length == 0 ? Plain : string.Join(" + ", rest.AsEnumerable()));
    }

    private static Mechanism Make(string expression) => Expression.Parse(expression).ToMechanism();

    private static ArgumentException Wrong(string text) =>
        new($"Cannot read the attention '{text}': give one expression, or '{string.Join(": …; ", Places)}: …', each place once.");
}
