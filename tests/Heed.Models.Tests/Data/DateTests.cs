using Heed.Models.Data;

namespace Heed.Models.Tests.Data;

public sealed class DateTests
{
    [Theory]
    [InlineData(0, "March 7, 2024")]
    [InlineData(1, "7 March 2024")]
    [InlineData(2, "7th of March 2024")]
    [InlineData(3, "Mar 7, 2024")]
    [InlineData(4, "Thursday, 7 March 2024")]
    [InlineData(5, "7.3.2024")]
    [InlineData(6, "3/7/2024")]
    [InlineData(7, "2024/03/07")]
    [InlineData(8, "7-Mar-2024")]
    public void A_date_is_written_in_nine_styles(int style, string written)
    {
        var pair = DateData.Of(new(2024, 3, 7), style);
        Assert.Equal(written, string.Concat(pair.Source));
        Assert.Equal("2024-03-07", string.Concat(pair.Target));
    }

    [Theory]
    [InlineData(1, "1st")]
    [InlineData(2, "2nd")]
    [InlineData(3, "3rd")]
    [InlineData(4, "4th")]
    [InlineData(11, "11th")]
    [InlineData(13, "13th")]
    [InlineData(21, "21st")]
    [InlineData(30, "30th")]
    public void Days_are_counted_as_in_English(int day, string written) =>
        Assert.StartsWith(written + " of May", string.Concat(DateData.Of(new(2000, 5, day), 2).Source));

    [Fact]
    public void A_sure_link_joins_equal_digits_and_no_hyphen_has_a_link()
    {
        var data = DateData.Iso(new() { Train = 2000 });
        foreach (var pair in data.Train)
        {
            Assert.All(pair.Links!, l => Assert.Equal(pair.Source[l.Source], pair.Target[l.Target]));
            Assert.Equal([0, 1, 2, 3, 5, 6, 8, 9], pair.Links!.Concat(pair.Possible!).Select(l => l.Target).Distinct().Order());
        }
    }

    [Fact]
    public void A_name_stands_for_both_digits_of_its_month()
    {
        var pair = DateData.Of(new(2024, 3, 7), 1);
        Assert.Equal([new(7 + 1, 0), new(9, 1), new(10, 2), new(11, 3)], pair.Links!.Where(l => l.Target < 4));
        Assert.Equal(Enumerable.Range(2, 5), pair.Possible!.Where(l => l.Target == 6).Select(l => l.Source));
        Assert.Equal([new(0, 9)], pair.Links!.Where(l => l.Target > 7));
        Assert.Contains(new(0, 8), pair.Possible!);
    }

    [Fact]
    public void No_date_is_in_two_parts()
    {
        var data = DateData.Iso();
        var (train, test) = (data.Train.Select(p => string.Concat(p.Target)).ToHashSet(),
            data.Test.Select(p => string.Concat(p.Target)).ToArray());
        Assert.Equal((20_000, 2_000), (train.Count, test.Length));
        Assert.DoesNotContain(test, train.Contains);
    }

    [Fact]
    public void Years_of_fewer_digits_are_refused() => Assert.Throws<ArgumentException>(() => DateData.Iso(new() { FromYear = 800 }));
}
