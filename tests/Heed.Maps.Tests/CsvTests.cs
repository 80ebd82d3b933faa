namespace Heed.Maps.Tests;

public sealed class CsvTests
{
    [Fact]
    public void Quotes_commas_and_line_breaks_survive()
    {
        var map = Sample.Of([.5f, float.NaN], ["say \"hi\", you\n"], ["a", " b"], mask: MapMask.FromVisible([true, false], 1, 2));
        Assert.Equal(
            "layer,head,query,query_text,key,key_text,weight,masked\r\n" +
            "0,0,0,\"say \"\"hi\"\", you\n\",0,a,0.5,false\r\n" +
            "0,0,0,\"say \"\"hi\"\", you\n\",1,\" b\",NaN,true\r\n", Sample.RenderText(new CsvRenderer(), map));
    }

    [Theory]
    [InlineData("a\nb")]
    [InlineData("a\rb")]
    [InlineData("a,b")]
    public void One_special_character_is_enough_for_quotes(string text) =>
        Assert.Contains($",0,\"{text}\",1,false", Sample.RenderText(new CsvRenderer(), Sample.Of([1], ["q"], [text])));

    [Theory]
    [InlineData("=1+1", "\"'=1+1\"")]
    [InlineData("+", "\"'+\"")]
    [InlineData("-1", "\"'-1\"")]
    [InlineData("@SUM(A1)", "\"'@SUM(A1)\"")]
    [InlineData("\t=1", "\"'\t=1\"")]
    [InlineData("\r=1", "\"'\r=1\"")]
    [InlineData("'", "\"''\"")]
    [InlineData("=\"a\"", "\"'=\"\"a\"\"\"")]
    [InlineData("1-1", "1-1")]
    public void A_text_that_a_spreadsheet_would_compute_begins_with_an_apostrophe(string text, string cell) =>
        Assert.Contains($",0,{cell},-1,false", Sample.RenderText(new CsvRenderer(), Sample.Of([-1], ["q"], [text])));

    [Fact]
    public void A_number_is_written_in_full() =>
        Assert.Contains(",0,k,0.33333334,false\r\n", Sample.RenderText(new CsvRenderer(), Sample.Of([1 / 3f], ["q"], ["k"])));

    [Fact]
    public void Every_pair_of_every_shown_head_has_a_line()
    {
        var map = Sample.Softmax(3, 4, heads: 2);
        Assert.Equal(1 + 2 * 3 * 4,
            Sample.RenderText(new CsvRenderer(), map, new() { Heads = HeadChoice.All })
                .Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains(",mean of 2 heads,", Sample.RenderText(new CsvRenderer(), map).Replace("\"", "", StringComparison.Ordinal));
    }

    [Fact]
    public void Numbers_are_read_back_exactly()
    {
        var map = Sample.Softmax(5, 5);
        var lines = Sample.RenderText(new CsvRenderer(), map).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1);
        Assert.Equal(map.Weights.ToArray(),
            lines.Select(l => float.Parse(l.Split(',')[^2], System.Globalization.CultureInfo.InvariantCulture)));
    }
}
