using System.Globalization;
using System.Text.RegularExpressions;

namespace Heed.Tests.Expressions;

/// <summary>What the numbers of a word may be, and how it says no.</summary>
public sealed class RangeTests
{
    private static readonly double[] Numbers = [long.MinValue, -5, -1, 0, 0.5, 1, long.MaxValue, double.MaxValue, double.MinValue];

    public static TheoryData<string, string> Options() => [.. from entry in Heed.Catalog.All
                                                              from argument in entry.Parameters
                                                              where argument.Type == typeof(long) || argument.Type == typeof(double)
                                                              select new TheoryDataRow<string, string>(entry.Card.Id, argument.Name)];

    [Theory]
    [InlineData("sliding-window", "window", "a whole number from 1 on")]
    [InlineData("longformer", "radius", "a whole number from 0 on")]
    [InlineData("fire", "c", "a number above 0")]
    [InlineData("fire", "width", "a whole number from 1 on")]
    [InlineData("additive", "width", "a whole number from 0 on")]
    [InlineData("causal", null, null)]
    [InlineData("partial-rope", "rotary_dim", "a whole number")]                           // even ones only, which a range cannot say
    [InlineData("rope", "pairing", "halves or adjacent")]
    public void The_range_of_a_number_is_what_the_word_accepts(string id, string? option, string? takes)
    {
        var entry = Heed.Catalog.Find(id)!;
        if (option is null) Assert.Throws<ArgumentException>(() => entry.Takes(new("x", typeof(long), 1L, "")));
        else Assert.Equal(takes, entry.Takes(entry.Parameters.Single(p => p.Name == option)));
    }

    [Theory, MemberData(nameof(Options))]
    public void What_lies_outside_a_range_is_refused_and_what_lies_inside_is_taken(string id, string option)
    {
        var entry = Heed.Catalog.Find(id)!;
        var takes = entry.Takes(entry.Parameters.Single(p => p.Name == option));
        if (Regex.Match(takes, @"whole number from (-?\d+)") is not { Success: true } from) return;
        var least = long.Parse(from.Groups[1].Value, CultureInfo.InvariantCulture);
        _ = Expression.Parse($"{id}({option}={least})");
        Assert.ThrowsAny<Exception>(() => Expression.Parse($"{id}({option}={least - 1})").ToMechanism());
    }

    [Theory, MemberData(nameof(Options))]
    public void A_number_that_is_refused_is_named(string id, string option)
    {
        var entry = Heed.Catalog.Find(id)!;
        var at = entry.Parameters.TakeWhile(p => p.Name != option).Count();
        foreach (var number in Numbers)
        {
            var values = entry.Parameters.Select(p => p.Default).ToArray();
            values[at] = entry.Parameters[at].Type == typeof(long) ? (object)(long)number : number;
            try
            {
                _ = entry.Create(values) is Recipe { Parts: _ };
            }
            catch (Exception refused) when (refused is not ArgumentException and not ExpressionException and not NotSupportedException)
            {
                Assert.Fail($"{id}({option}={values[at]}): {refused.GetType().Name}: {refused.Message}");
            }
            catch (ArgumentOutOfRangeException refused)
            {
                var name = refused.ParamName!.TrimStart('@');
                Assert.True(name.Equals(option.Replace("_", ""), StringComparison.OrdinalIgnoreCase) || refused.Message.Contains(option),
                    $"{id}({option}): {refused.Message}");
            }
            catch (Exception refused)
            {
                Assert.Contains(option, refused.Message);
            }
        }
    }
}
