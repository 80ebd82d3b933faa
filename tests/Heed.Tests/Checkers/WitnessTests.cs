using System.Globalization;
using Heed.Laws;

namespace Heed.Tests.Checkers;

/// <summary>A witness is compared as sharply as its digits allow: one more or one less in the last of them is another number.</summary>
public sealed class WitnessTests
{
    public static TheoryData<string> Words() => [.. Heed.Catalog.All.Where(e => e.Card.Witness is not null).Select(e => e.Card.Id)];

    [Theory, MemberData(nameof(Words))]
    public void A_number_that_is_off_by_one_in_the_sixth_digit_is_refused(string id)
    {
        var witness = Heed.Catalog.Find(id)!.Card.Witness!;
        Assert.All(witness.ThirdToken.Zip(witness.Recompute()), pair =>
        {
            Assert.True(Witness.Agree(pair.First, pair.Second));
            Assert.False(Witness.Agree(Sixth(pair.First, 1), pair.Second), $"one more than {pair.First} would do for {pair.Second}");
            Assert.False(Witness.Agree(Sixth(pair.First, -1), pair.Second), $"one less than {pair.First} would do for {pair.Second}");
        });
    }

    [Theory]
    [InlineData(9.99999, 9.9999949, true)]
    [InlineData(9.99999, 9.9999951, false)]
    [InlineData(1, 1.0000049, true)]
    [InlineData(1, 1.0000051, false)]
    [InlineData(-0.5263, -0.52629951, true)]
    [InlineData(-0.5263, -0.52629949, false)]
    [InlineData(0.00123456, 0.0012345649, true)]
    [InlineData(0.00123456, 0.0012345651, false)]
    [InlineData(1234.56, 1234.5649, true)]
    [InlineData(1234.56, 1234.5651, false)]
    [InlineData(1.2345678, 1.23456784, true)]
    [InlineData(1.2345678, 1.23456786, false)]
    [InlineData(1.23456e-9, 1.234562e-9, true)]
    [InlineData(0, 1e-13, true)]
    [InlineData(0, 1e-11, false)]
    [InlineData(0, double.NaN, false)]
    public void A_number_agrees_within_half_of_its_last_digit(double printed, double computed, bool agrees) =>
        Assert.Equal(agrees, Witness.Agree(printed, computed));

    /// <summary>The number with its sixth significant digit one larger, or one smaller.</summary>
    private static double Sixth(double number, int by)
    {
        var parts = number.ToString("E5", CultureInfo.InvariantCulture).Split('E');
        var digits = decimal.Parse(parts[0], CultureInfo.InvariantCulture) + (by * 0.00001m);
        return double.Parse($"{digits.ToString(CultureInfo.InvariantCulture)}E{parts[1]}", CultureInfo.InvariantCulture);
    }
}
