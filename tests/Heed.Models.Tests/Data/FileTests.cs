using System.Text;
using Heed.Models.Data;

namespace Heed.Models.Tests.Data;

public sealed class FileTests
{
    [Fact]
    public void Bad_lines_of_a_table_are_counted_and_shown()
    {
        using var folder = new Folder();
        File.WriteAllBytes(folder["t.tsv"],
            Encoding.UTF8.GetBytes("\uFEFFone two\teins zwei\r\nno tab\na\tb\tc\n\tempty\nx\t\nlong xxx\tlang\nthree\tdrei"));
        var data = Table.Open(folder["t.tsv"], Segmentation.Words, Segmentation.Words, shares: new(0, 0));
        Assert.Equal(["one two|eins zwei", "long xxx|lang", "three|drei"],
            data.Train.Select(p => $"{string.Join(' ', p.Source)}|{string.Join(' ', p.Target)}"));
        Assert.Equal(4, data.Bad.Count);
        Assert.Equal(
            ["line 2: has 1 column, where", "line 3: has 3 columns, where", "line 4: has an empty source", "line 5: has an empty target"],
            data.Bad.First
                .Zip([28, 29, 28, 28], (text, length) => text["t.tsv, ".Length..Math.Min(text.Length, "t.tsv, ".Length + length)])
                .Select(t => t.TrimEnd()));
    }

    [Fact]
    public void Pairs_that_would_pad_a_whole_batch_are_bad_lines()
    {
        using var folder = new Folder();
        var data = Table.Open(folder.Write("t.tsv", "abc\tx\nabcd\tx\n"), Segmentation.Characters, Segmentation.Characters,
            longest: 3, shares: new(0, 0));
        Assert.Single(data.Train);
        Assert.Contains("has 4 symbols, more than 3", data.Bad.ToString());
    }

    [Fact]
    public void A_source_is_in_one_part_only()
    {
        using var folder = new Folder();
        var data = Table.Open(folder.Write("t.tsv", string.Concat(Enumerable.Range(0, 2000).Select(i => $"{i % 500}\t{i}\n"))),
            Segmentation.Words, Segmentation.Words);
        string[] Sources(Split part) => [.. data.Pairs(part).Select(p => p.Source[0]).Distinct()];
        Assert.Equal(500, Enum.GetValues<Split>().Sum(p => Sources(p).Length));
        Assert.InRange(Sources(Split.Test).Length, 30, 70);
        Assert.InRange(Sources(Split.Validation).Length, 12, 40);
    }

    [Fact]
    public void A_file_without_pairs_is_refused_with_what_was_wrong()
    {
        using var folder = new Folder();
        var e =
            Assert.Throws<FormatException>(() => Table.Open(folder.Write("t.tsv", "nothing\n"), Segmentation.Words, Segmentation.Words));
        Assert.Contains("t.tsv, line 1: has 1 column", e.Message);
        Assert.Throws<FileNotFoundException>(() => Table.Open(folder["none.tsv"], Segmentation.Words, Segmentation.Words));
        Assert.Throws<IOException>(() => Table.Open(folder.Path, Segmentation.Words, Segmentation.Words));
    }

    [Fact]
    public void A_text_is_cut_at_nine_tenths()
    {
        using var folder = new Folder();
        var data = TextData.Open(folder.Write("t.txt", "abcabcabcabcabcabcaé"));
        Assert.Equal((18, 2), (data.Count(Split.Train), data.Count(Split.Validation)));
        Assert.Equal(["a", "b", "c", "é"], data.Symbols.Own);
        Assert.Equal([4, 7], data.Numbers(Split.Test).ToArray());
    }

    [Fact]
    public void A_text_that_is_no_text_is_refused()
    {
        using var folder = new Folder();
        File.WriteAllBytes(folder["t.bin"], [65, 66, 0xC0, 67]);
        Assert.Contains("byte 3 is 0xC0", Assert.Throws<FormatException>(() => TextData.Open(folder["t.bin"])).Message);
        Assert.Contains("3 characters", Assert.Throws<FormatException>(() => TextData.Open(folder.Write("s.txt", "abc"))).Message);
    }

    [Theory]
    [InlineData("latin1", "byte 6, in line 2, is 0xE4")]
    [InlineData("utf-16", "byte 1, in line 1, is 0xFF")]
    [InlineData("utf-16BE", "byte 1, in line 1, is 0xFE")]
    public void Pairs_in_another_encoding_are_refused_with_the_place(string encoding, string place)
    {
        using var folder = new Folder();
        var other = Encoding.GetEncoding(encoding);
        File.WriteAllBytes(folder["t.tsv"], [.. other.GetPreamble(), .. other.GetBytes("a\tb\nc\u00E4\td\n")]);
        var e = Assert.Throws<FormatException>(() => Table.Open(folder["t.tsv"], Segmentation.Words, Segmentation.Words));
        Assert.Contains($"t.tsv' is not valid UTF-8: {place}", e.Message);
        Assert.Throws<FormatException>(() => TextData.Open(folder["t.tsv"]));
        File.WriteAllBytes(folder["t.tsv"], Encoding.Unicode.GetBytes("a\tb\n"));                 // without a mark
        Assert.Contains("byte 2", Assert.Throws<FormatException>(
            () => Table.Open(folder["t.tsv"], Segmentation.Words, Segmentation.Words)).Message);
        Assert.Contains("byte 2 is 0", Assert.Throws<FormatException>(() => TextData.Open(folder["t.tsv"])).Message);
    }

    [Fact]
    public void Devices_and_files_beyond_the_bound_are_refused()
    {
        using var folder = new Folder();
        folder.Write("ten", "0123456789");
        Assert.Equal(10, BoundedFile.Bytes(folder["ten"], 10).Length);
        Assert.Contains("ten' has 10 bytes, and 9 can be read: take less.",
            Assert.Throws<IOException>(() => BoundedFile.Bytes(folder["ten"], 9, "take less")).Message);
        Assert.Throws<IOException>(() => BoundedFile.Bytes(folder.Path));
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such file");
        Assert.Contains("has more than 9 bytes", Assert.Throws<IOException>(() => BoundedFile.Bytes("/dev/zero", 9)).Message);
        Assert.Contains("can be read", Assert.Throws<IOException>(() => ModelCardAt("/dev/zero")).Message);
        Assert.Contains("can be read",
            Assert.Throws<IOException>(() => Table.Open("/dev/zero", Segmentation.Words, Segmentation.Words)).Message);

        void ModelCardAt(string device)
        {
            File.CreateSymbolicLink(folder["model.json"], device);
            _ = Checkpoints.ModelFolder.ReadCard(folder.Path);
        }
    }

    [Fact]
    public void Tiny_shakespeare_has_its_usual_split()
    {
        var data = TextData.Open(Shared.Path("data", "tinyshakespeare", "input.txt"));
        Assert.Equal((1_003_854, 111_540, 65), (data.Count(Split.Train), data.Count(Split.Validation), data.Symbols.Own.Count));
    }
}
