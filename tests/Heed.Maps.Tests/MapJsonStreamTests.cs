using System.Text;

namespace Heed.Maps.Tests;

public sealed class MapJsonStreamTests
{
    [Fact]
    public void A_map_is_read_from_a_stream_with_or_without_a_byte_order_mark()
    {
        var map = Sample.Softmax(3, 4, causal: true);
        var bytes = Sample.Render(new JsonRenderer(), map);
        foreach (var text in (byte[][])[bytes, [.. Encoding.UTF8.Preamble, .. bytes]])
        {
            using var stream = new MemoryStream(text);
            Assert.Equal(map.Weights.ToArray(), MapJson.Read(stream).Weights.ToArray());
        }
    }

    [Fact]
    public void The_file_says_what_its_rows_are() =>
        Assert.Contains("\"orientation\":\"rows are queries, columns are keys\"",
            Sample.RenderText(new JsonRenderer(), Sample.Softmax(1, 1)));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_large_map_goes_out_in_pieces_that_are_neither_tiny_nor_huge(bool masked)
    {
        const int N = 260;
        var text = new string('a', N);
        var labels = Enumerable.Range(0, N).Select(i => new Label("a", i, 1)).ToArray();
        var mask = masked ? MapMask.FromVisible(new bool[N * N], N, N) : null;
        using var stream = new Pieces();
        MapJson.Write(new(new float[N * N], 1, 1, labels, labels, text, Sample.Provenance, mask), stream);
        Assert.True(stream.Written > (masked ? 450_000 : 140_000));
        Assert.InRange(stream.Largest, 1, 100_000);
        Assert.InRange(stream.Count, stream.Written / 100_000, (stream.Written / 65_536) + 3);
    }

    [Fact]
    public void What_is_missing_is_named()
    {
        Assert.Equal("map", Assert.Throws<ArgumentNullException>(() => MapJson.Write(null!, Stream.Null)).ParamName);
        Assert.Equal("stream", Assert.Throws<ArgumentNullException>(() => MapJson.Write(Sample.Softmax(1, 1), null!)).ParamName);
        Assert.Equal("stream", Assert.Throws<ArgumentNullException>(() => MapJson.Read(null!)).ParamName);
        foreach (var renderer in (IRenderer[])[new JsonRenderer(), new CsvRenderer()])
            Assert.Equal("picture", Assert.Throws<ArgumentNullException>(() => renderer.Write(null!, Stream.Null)).ParamName);
        var picture = Picture.Of(Sample.Softmax(1, 1), new());
        Assert.Equal("stream", Assert.Throws<ArgumentNullException>(() => new CsvRenderer().Write(picture, null!)).ParamName);
    }

    [Theory]
    [MemberData(nameof(RendererTests.Extensions), MemberType = typeof(RendererTests))]
    public void The_stream_stays_open(string extension)
    {
        using var stream = new MemoryStream();
        MapFile.Of(extension).Write(Picture.Of(Sample.Softmax(2, 2), new()), stream);
        Assert.True(stream.CanWrite);
    }

    /// <summary>Counts what is written, and forgets it.</summary>
    private sealed class Pieces : MemoryStream
    {
        public int Count { get; private set; }

        public int Largest { get; private set; }

        public int Written { get; private set; }

        public override void Write(ReadOnlySpan<byte> buffer) =>
            (Count, Largest, Written) = (Count + 1, Math.Max(Largest, buffer.Length), Written + buffer.Length);

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));
    }
}
