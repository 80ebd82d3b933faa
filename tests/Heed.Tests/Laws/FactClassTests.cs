using System.Text.RegularExpressions;
using Heed.Laws;
using Heed.Pairwise;

namespace Heed.Tests.Laws;

/// <summary>
/// Laws are derived from facts, so one word stands for all that take the same stage with the same facts. Every pair and every triple of
/// such words is judged.
/// </summary>
public sealed class FactClassTests
{
    private const int KeptByPairs = 3, KeptByTriples = 2;                                  // draws of what is promised
    private const int BrokenDraws = 12;                                                    // at most, of what is not

    /// <summary>Words whose arguments put them into another class.</summary>
    private static readonly string[] Variants = ["sliding-window(1)", "top-k(1)"];

    /// <summary>What holds for every mechanism of the family and is judged for each word alone.</summary>
    private static readonly string[] TrueOfAll = ["deterministic", "batch-invariant"];

    /// <summary>What no third part changes: judged for pairs.</summary>
    private static readonly string[] TrueOfPairs = ["linear-in-values", "hidden-stays-hidden", "blind-is-zero"];

    private static readonly Term[] Classes =
    [
        .. Heed.Catalog.All.Select(e => e.Card.Id).Concat(Variants).Select(word => Expression.Parse(word).Terms.Single())
            .Where(t => t.Parts is [PairwisePart])
            .GroupBy(t => (Part(t).Stage, Part(t).Facts, t.HidesLater)).Select(g => g.First()).OrderBy(t => Part(t).Stage.Order),
    ];

    public static TheoryData<string> Words() => [.. Classes.Select(t => t.ToString())];

    [Theory, MemberData(nameof(Words))]
    public void Pairs_and_triples_of_classes_do_what_is_derived_and_no_more(string word)
    {
        var first = Array.FindIndex(Classes, t => t.ToString() == word);
        var wrong = Compositions(first).SelectMany(Judge).ToArray();
        Assert.True(wrong.Length == 0, $"{wrong.Length} judged wrongly:\n{string.Join('\n', wrong)}");
    }

    [Fact]
    public void Every_stage_that_a_word_takes_has_a_class()
    {
        var words = Heed.Catalog.All.Select(e => Expression.Parse(e.Card.Id).Terms.Single());
        var taken = words.Where(t => t.Parts is [PairwisePart]).SelectMany(t => t.Stages);
        Assert.Equal(taken.Distinct().OrderBy(s => s.Order), Classes.SelectMany(t => t.Stages).Distinct());
    }

    /// <summary>The class with each later one, and with each two, of other stages.</summary>
    private static IEnumerable<Expression> Compositions(int first) =>
        from second in Later(first)
        from third in Later(second).Prepend(-1)
        select new Expression(third < 0 ? [Classes[first], Classes[second]] : [Classes[first], Classes[second], Classes[third]]);

    private static IEnumerable<int> Later(int than) =>
        Enumerable.Range(than + 1, Classes.Length - than - 1)
        .Where(i => Part(Classes[i]).Stage != Part(Classes[than]).Stage);

    private static IEnumerable<string> Judge(Expression expression)
    {
        if (Composed(expression) is not { } mechanism) return [];
        var isPair = expression.Terms.Count == 2;
        var isExact = expression.Terms.All(t => Part(t).Facts.HasExactGradient);           // then so is what they make, by the chain rule
        return Heed.Catalog.Laws.Where(l => !TrueOfAll.Contains(l.Id) && (isPair || !DecidedByPairs(l)))
            .Select(l => l.Judge(mechanism, !l.IsPromisedBy(mechanism) ? BrokenDraws : isPair ? KeptByPairs : KeptByTriples))
            .Where(v => !v.IsRight).Select(v => $"{expression}: {v.Law.Id} {v}");

        bool DecidedByPairs(Law law) => TrueOfPairs.Contains(law.Id) || (isExact && law is Gradients);
    }

    /// <summary>The mechanism, or null where a part says why it cannot follow another.</summary>
    private static Mechanism? Composed(Expression expression)
    {
        try
        {
            return expression.ToMechanism();
        }
        catch (ExpressionException e) when (Regex.IsMatch(
            e.Reason, "weights of either sign|stand nowhere|inputs of one name|may choose none"))
        {
            return null;
        }
    }

    private static PairwisePart Part(Term term) => (PairwisePart)term.Parts[0];
}
