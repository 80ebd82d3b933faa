namespace Heed.Tests.Bridge;

/// <summary>What the door of a word lets in is computed, by the kernel or by the definition: neither refuses it later.</summary>
public sealed class ExtremeOptionTests
{
    private const long LargestInput = 1 << 20;                                             // numbers; a table may be as long as an option
    private const double Near = 1e-3;

    private static readonly long[] Whole = [long.MinValue, -1, 0, 1, 2, 3, 4, 255, 1 << 16, 1 << 24, (1 << 24) + 1, int.MaxValue,
        int.MaxValue + 1L, long.MaxValue - 1, long.MaxValue];

    private static readonly double[] Real = [double.MinValue, -1, 0, double.Epsilon, 1e-300, 1e-45, 1e-38, 1e-31, 1e-30, 1e-7, 1, 1e7, 1e30,
        1e31, 1e38, 3.5e38, 1e300, double.MaxValue];

    public static TheoryData<string, string> Options() => [.. from entry in Heed.Catalog.All
                                                              where Call.HasKernel(entry.Mechanism)
                                                              from argument in entry.Parameters
                                                              where Extremes(argument).Any()
                                                              select new TheoryDataRow<string, string>(entry.Card.Id, argument.Name)];

    [Theory, MemberData(nameof(Options))]
    public void What_a_word_takes_is_computed(string id, string option)
    {
        using var scope = torch.NewDisposeScope();
        var taken = 0;
        foreach (var value in Extremes(Heed.Catalog.Find(id)!.Parameters.First(p => p.Name == option)))
        {
            if (Taken($"{id}({option}={Expression.Print(value)})") is not { } mechanism) continue;
            var (given, exact) = (new SignalSet(), new SignalSet());
            if (!Fits(() => Fill(mechanism, given, exact), out _)
                || !Fits(() => mechanism.Attend(exact, route: Route.Definition), out var want)) continue;
            taken++;
            var got = mechanism.Attend(given).to(torch.float64);
            Assert.True(torch.allclose(got, want!, Near, Near, equal_nan: false), $"{mechanism} by {mechanism.RouteOf(given)}");
        }

        Assert.NotEqual(0, taken);
    }

    private static IEnumerable<object> Extremes(Argument argument) => argument.Type == typeof(double) ? Real.Cast<object>()
        : argument.Type == typeof(long) || argument.Type == typeof(int) ? Whole.Cast<object>() : [];

    private static Mechanism? Taken(string text)
    {
        try
        {
            return Expression.Parse(text).ToMechanism();
        }
        catch (Exception refused) when (refused is ArgumentException or ExpressionException)
        {
            return null;
        }
    }

    private static Tensor? Fill(Mechanism mechanism, SignalSet given, SignalSet exact)
    {
        var sizes = Sizes.For(mechanism, 1, 4, 9, 9, 8, 8);
        if (mechanism.Roles.Any(r => sizes.Shape(r).Aggregate(1.0, (product, size) => product * size) > LargestInput))
            throw new ArgumentException("A table is as long as the option.");
        var random = new torch.Generator(3);
        foreach (var role in mechanism.Roles)
        {
            given[role.Name] = torch.randn(sizes.Shape(role), generator: random).Bring(role.Range);
            exact[role.Name] = given[role.Name].to(torch.float64);
        }

        return null;
    }

    // 3 groups of 4 heads, 100 of 8 features: what the definition refuses, nobody computes
    private static bool Fits(Func<Tensor?> compute, out Tensor? result)
    {
        try
        {
            result = compute();
            return true;
        }
        catch (ArgumentException)
        {
            result = null;
            return false;
        }
    }
}
