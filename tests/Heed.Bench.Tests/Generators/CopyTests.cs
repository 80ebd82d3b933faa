using Heed.Bench.Generators;

namespace Heed.Bench.Tests.Generators;

/// <summary>What must be copied, held, found or worked out, against the published recipes.</summary>
public sealed class CopyTests
{
    [Fact]
    public void Selective_copying_asks_for_the_symbols_between_the_blanks_in_their_order()
    {
        var rows = new SelectiveCopy().ToJudge(1, 50);
        for (var r = 0; r < rows.Count; r++)
        {
            var (given, wanted) = (rows.Given(r).ToArray(), rows.Wanted(r).ToArray());
            Assert.Equal(15, given[239]);
            Assert.All(given[240..], s => Assert.Equal(14, s));
            Assert.All(wanted[..240], w => Assert.Equal(Rows.Ignore, w));
            Assert.Equal(given[..239].Where(s => s < 14), wanted[240..]);
            Assert.NotEqual(14, given[238]);                                               // no blank after the last symbol, as published
        }
    }

    [Fact]
    public void Compression_asks_for_all_symbols()
    {
        var rows = new Compression().ToLearn(1, 0, 20);
        for (var r = 0; r < rows.Count; r++)
        {
            Assert.Equal(rows.Given(r), rows.Wanted(r));
            Assert.Equal(15, rows.Given(r)[^1]);
            Assert.DoesNotContain(15, rows.Given(r)[..^1].ToArray());
        }
    }

    [Fact]
    public void A_string_is_asked_for_letter_by_letter_after_its_separator()
    {
        var rows = new Copying(8).ToJudge(1, 20);
        for (var r = 0; r < rows.Count; r++)
        {
            var (given, wanted) = (rows.Given(r).ToArray(), rows.Wanted(r).ToArray());
            Assert.Equal((27, 28, 17), (given[0], given[9], given.Length));
            Assert.Equal(given[1..9], wanted[9..]);
            Assert.Equal(given[1..8], given[10..]);
            Assert.All(wanted[..9], w => Assert.Equal(Rows.Ignore, w));
        }
    }

    [Fact]
    public void Strings_to_learn_from_have_all_lengths()
    {
        var rows = new Copying(8).ToLearn(1, 0, 400);
        var lengths = Enumerable.Range(0, 400).Select(r => rows.Given(r).IndexOf(28) - 1).ToArray();
        for (var r = 0; r < 400; r++)
            Assert.Equal(rows.Given(r)[1..(lengths[r] + 1)], rows.Wanted(r)[(lengths[r] + 1)..(2 * lengths[r] + 1)]);
        Assert.Equal(Enumerable.Range(1, 8), lengths.Distinct().Order());
        Assert.Equal(lengths.Sum(), rows.Answers().Length);
    }

    [Fact]
    public void An_induction_head_is_asked_for_what_followed_the_mark()
    {
        var rows = new InductionHead(32).ToJudge(1, 200);
        var places = new HashSet<int>();
        for (var r = 0; r < rows.Count; r++)
        {
            var place = rows.Given(r).IndexOf(15);
            places.Add(place);
            Assert.Equal(2, rows.Given(r).Count(15));
            Assert.Equal(15, rows.Given(r)[31]);
            Assert.Equal(rows.Given(r)[place + 1], rows.Wanted(r)[31]);
        }

        Assert.Equal(200, rows.Answers().Length);
        Assert.Equal(Enumerable.Range(0, 30), places.Order());
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.5, 30)]
    [InlineData(1, 59)]
    public void A_needle_lies_at_its_depth(double depth, int place)
    {
        var rows = new Needle(64, depth).ToJudge(1, 30);
        for (var r = 0; r < rows.Count; r++)
        {
            var (given, wanted) = (rows.Given(r).ToArray(), rows.Wanted(r).ToArray());
            Assert.Equal(place, Array.IndexOf(given, 0));
            Assert.Equal((0, given[place + 1], given[place + 2]), (given[62], given[63], wanted[63]));
            Assert.InRange(given[place + 1], 1, 32);
            Assert.InRange(given[place + 2], 33, 64);
            Assert.Equal(64 - 5, given.Count(s => s > 64));
        }
    }

    [Theory]
    [InlineData("10 3 7 2 14", 2)]                                                         // [MIN 3 7 2 ]
    [InlineData("11 3 13 8 9 14 2 14", 7)]                                                 // [MAX 3 [SM 8 9 ] 2 ]
    [InlineData("12 9 2 6 3 14", 4)]                                                       // [MED 9 2 6 3 ]: 4.5, cut off
    [InlineData("12 9 2 6 14", 6)]
    [InlineData("5", 5)]
    public void An_expression_of_ListOps_has_a_value(string symbols, int value) =>
        Assert.Equal(value, ListOps.Value([.. symbols.Split(' ').Select(long.Parse)]));

    [Theory]
    [InlineData("10 3 7")]
    [InlineData("3 4")]
    [InlineData("10 14")]
    [InlineData("14")]
    public void What_is_no_expression_is_refused(string symbols) =>
        Assert.Throws<FormatException>(() => ListOps.Value([.. symbols.Split(' ').Select(long.Parse)]));

    [Fact]
    public void Expressions_of_ListOps_have_the_lengths_asked_for_and_end_the_row()
    {
        var rows = new ListOps().ToJudge(1, 200);
        var operations = new HashSet<long>();
        for (var r = 0; r < rows.Count; r++)
        {
            var own = rows.Given(r).ToArray().SkipWhile(s => s == 15).ToArray();
            operations.UnionWith(own.Where(s => s is >= 10 and < 14));
            Assert.InRange(own.Length, 32, 128);
            Assert.Equal(ListOps.Value(own), rows.Wanted(r)[^1]);
        }

        Assert.Equal(200, rows.Answers().Length);
        Assert.Equal([10, 11, 12, 13], operations.Order());
    }
}
