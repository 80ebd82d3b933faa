using Heed.Recurrent;

namespace Heed.Tests.Recurrent;

public sealed class TableTests
{
    private static readonly StageTable Table = StageTable.Named("recurrent");

    public static TheoryData<string> Expressions() => [.. Table.Cells.Select(c => c.Expression)];

    [Theory, MemberData(nameof(Expressions))]
    public void What_one_writes_for_a_cell_is_a_mechanism_whose_steps_are_the_whole(string expression)
    {
        var mechanism = Expression.Parse(expression).ToMechanism();
        Assert.IsType<RecurrentAttention>(mechanism);
        var streaming = Heed.Catalog.Laws.Single(l => l.Id == "streaming");
        Assert.True(streaming.IsPromisedBy(mechanism));
        Assert.Null(streaming.Judge(mechanism, cancel: TestContext.Current.CancellationToken).FailedOn);
    }

    [Fact]
    public void A_cell_holds_the_parts_of_its_row_and_column_and_no_cell_is_written_twice()
    {
        foreach (var cell in Table.Cells)
        {
            var mechanism = (RecurrentAttention)Expression.Parse(cell.Expression).ToMechanism();
            Assert.Equal(Part<Decay>(cell.Row), mechanism.Decay?.GetType());
            Assert.Equal(Part<Write>(cell.Column), mechanism.Write?.GetType());
        }

        Assert.Equal(Table.Rows.Count * Table.Columns.Count, Table.Cells.Select(c => c.Expression).Distinct().Count());
    }

    [Fact]
    public void Every_word_of_the_family_stands_in_one_cell() =>
        Assert.Equal(
            Heed.Catalog.All.Where(e => e.Mechanism is RecurrentAttention).Select(e => e.Card.Id).Order(StringComparer.Ordinal),
            Table.Cells.SelectMany(c => c.Words).Select(w => w.Id).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("retention", "retention", null)]
    [InlineData("lightning", "lightning", null)]
    [InlineData("mamba2-ssd", "simple-gla", null)]
    [InlineData("gla", "gla", null)]
    [InlineData("delta-net", null, "delta-net")]
    [InlineData("gated-delta-net", "simple-gla", "delta-net")]
    [InlineData("comba", "simple-gla", "feedback-delta")]
    [InlineData("kda", "gla", "delta-net")]
    [InlineData("gdn2", "gla", "two-gate-delta")]
    [InlineData("dplr", "gla", "iplr")]
    [InlineData("rwkv7", "gla", "iplr")]
    [InlineData("linear-elu", null, null)]
    public void A_published_mechanism_stands_where_its_parts_put_it(string word, string? row, string? column)
    {
        var cell = Table.Cells.Single(c => c.Words.Any(w => w.Id == word));
        Assert.Equal((row, column), (cell.Row, cell.Column));
    }

    [Fact]
    public void Cells_in_which_no_word_stands_are_many_and_say_what_to_write()
    {
        var empty = Table.Cells.Where(c => c.Words.Count == 0).ToArray();
        Assert.Contains(empty, c => c.Expression == "retention + delta-net");
        Assert.True(empty.Length >= Table.Cells.Count / 3);
    }

    [Fact]
    public void What_other_stages_a_word_brings_is_told()
    {
        var words = Table.Cells.SelectMany(c => c.Words).ToDictionary(w => w.Id, w => w.Besides);
        Assert.Equal([RecurrentFamily.Features], words["rwkv7"]);
        Assert.Equal([RecurrentFamily.Features, RecurrentFamily.Readout], words["linear-elu"]);
        Assert.Empty(words["kda"]);
        Assert.Contains("based", Table.Others.Single(o => o.Stage == RecurrentFamily.Features).Words);
    }

    [Fact]
    public void A_table_that_there_is_not_is_refused_with_those_that_there_are() =>
        Assert.Contains("there are: recurrent", Assert.Throws<ArgumentException>(() => StageTable.Named("pairwise")).Message);

    private static Type? Part<T>(string? word) where T : RecurrentPart =>
        word is null ? null : Expression.Parse(word).Parts.OfType<T>().Single().GetType();
}
