using Heed.Models.Plans;

namespace Heed.Bench;

/// <summary>What is measured: a mechanism, or one of the yardsticks that are none.</summary>
public sealed class Contestant
{
    /// <summary>The yardstick that always gives the most frequent answer, or whatever else knows nothing of the input.</summary>
    public const string Majority = "majority-class";

    /// <summary>The yardstick that reads token by token through a gated recurrent unit and has no attention.</summary>
    public const string Gru = "gru";

    private readonly Func<Mechanism>? causal;

    private Contestant(string name, Mechanism? mechanism, Func<Mechanism>? causal) =>
        (Name, Mechanism, this.causal) = (name, mechanism, causal);

    /// <summary>The canonical expression, or the name of a yardstick.</summary>
    public string Name { get; }

    /// <summary>The mechanism as it is named, which may look ahead; null for the yardsticks that are none.</summary>
    public Mechanism? Mechanism { get; }

    /// <summary>Whether it is the gated recurrent unit.</summary>
    public bool IsGru => Name == Gru;

    /// <summary>Whether it is the most frequent answer.</summary>
    public bool IsMajority => Name == Majority;

    /// <summary>The names of the yardsticks that are no mechanisms.</summary>
    public static IReadOnlyList<string> Yardsticks { get; } = [Gru, Majority];

    /// <summary>The mechanism with <c>causal</c> added where nothing says what is hidden.</summary>
    /// <exception cref="NotApplicableException">
    /// It looks ahead, and cannot be kept from it; or it is a yardstick that is no mechanism.
    /// </exception>
    public Mechanism Causal
    {
        get
        {
            try
            {
                return causal?.Invoke() ?? throw new NotApplicableException($"'{Name}' is no mechanism.");
            }
            catch (ArgumentException e)
            {
                throw new NotApplicableException(e.Message.Split(" (Parameter")[0]);
            }
        }
    }

    /// <summary>Why it cannot be kept from looking ahead; null when it can, or is no mechanism.</summary>
    public string? WhyNotCausal
    {
        get
        {
            try
            {
                _ = Mechanism is null ? null : Causal;
                return null;
            }
            catch (NotApplicableException e)
            {
                return e.Message.TrimEnd('.');
            }
        }
    }

    /// <summary>Reads an expression of the catalog or the name of a yardstick.</summary>
    /// <param name="text">What was written.</param>
    /// <exception cref="ExpressionException">What is wrong, in which column, and what was probably meant.</exception>
    public static Contestant Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (Yardsticks.Contains(text.Trim())) return new(text.Trim(), null, null);
        var expression = Expression.Parse(text);
        return new(expression.ToString(), expression.ToMechanism(), () => AttentionPlan.Causal(expression.ToString()));
    }

    /// <summary>A mechanism that is in no catalog.</summary>
    /// <param name="name">What to call it.</param>
    /// <param name="mechanism">The mechanism; it is run as it is where nothing may look ahead.</param>
    public static Contestant Of(string name, Mechanism mechanism) => new(name, mechanism, () => mechanism);

    /// <inheritdoc />
    public override string ToString() => Name;
}
