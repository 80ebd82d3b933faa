using Heed.Models.Data;

namespace Heed.Models.Tests.Data;

public sealed class DataNameTests
{
    [Fact]
    public void Built_in_sets_are_opened_by_name_and_options()
    {
        var data = (PairData)DataName.Open("numbers-de(to=99, train=20, validation = 2, test=4, seed=2)");
        Assert.Equal((20, 2, 4), (data.Count(Split.Train), data.Count(Split.Validation), data.Count(Split.Test)));
        Assert.Equal(NumberData.French(new() { To = 50, Characters = true }).Hash, DataName.Open("numbers-fr(to=50, by=character)").Hash);
        Assert.Equal(DateData.Iso(new() { FromYear = 2000, ToYear = 2001, Train = 100 }).Hash,
            DataName.Open("dates(from=2000,to=2001,train=100)").Hash);
        Assert.StartsWith("dates: 100 to train", DataName.Open("dates(from=2000,to=2001,train=100)").ToString());
    }

    [Theory]
    [InlineData("numbers-de(upto=9)", "no option 'upto'; it has by, from")]
    [InlineData("numbers-de(to=many)", "not 'many'")]
    [InlineData("numbers-de(train=2147483647)", "from 0 to 1000000, not '2147483647'")]
    [InlineData("dates(test=1000001)", "from 0 to 1000000, not '1000001'")]
    [InlineData("numbers-de(to)", "'to' in")]
    [InlineData("numbers-de(by=syllable)", "'syllable'")]
    [InlineData("no-such-data", "built in are numbers-de")]
    public void What_is_wrong_with_a_name_is_told(string name, string why) =>
        Assert.Contains(why, Assert.Throws<ArgumentException>(() => DataName.Open(name)).Message);

    [Fact]
    public void Files_are_opened_by_their_kind()
    {
        using var folder = new Folder();
        Assert.IsType<TextData>(DataName.Open(folder.Write("t.txt", "to be or not to be")));
        var table = (PairData)DataName.Open(
            folder.Write("t.tsv", string.Concat(Enumerable.Range(0, 50).Select(i => $"w{i}\tx y\n"))), "characters,words");
        Assert.Equal((Segmentation.Characters, Segmentation.Words), (table.Source, table.Target));
        Assert.Throws<ArgumentException>(() => DataName.Open(folder["t.tsv"], "syllables"));
    }
}
