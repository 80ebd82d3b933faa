using System.Buffers.Binary;
using System.Text;
using CsCheck;
using Heed.Models.Safetensors;
using Heed.Tests;

namespace Heed.Models.Tests.Safetensors;

public sealed class SafetensorsTests
{
    private const string Good = """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""";

    [Fact]
    public void What_is_written_is_read_to_the_bit() =>
        Gen.Select(Gen.Float.Array[0, 20], Gen.Long.Array[0, 5], Gen.String).ForEachDraw((floats, longs, text) =>
        {
            var writer = new SafetensorsWriter();
            writer.Add("z.floats", floats, floats.Length);
            writer.Add("a \"longs\" é", longs, 1, longs.Length);
            writer.Add("nothing", ReadOnlySpan<float>.Empty, 3, 0);
            writer.Add("one", [MathF.PI], []);
            writer.Metadata["text"] = text.Replace('\0', ' ');
            using var reader = Read(Written(writer));
            Assert.Equal(floats.Select(BitConverter.SingleToInt32Bits), reader.Floats("z.floats").Select(BitConverter.SingleToInt32Bits));
            Assert.Equal(longs, reader.Longs("a \"longs\" é"));
            Assert.Equal([3, 0], reader.Entry("nothing").Shape);
            Assert.Equal([MathF.PI], reader.Floats("one"));
            Assert.Equal(4, reader.Entries.Count());
        });

    [Fact]
    public void The_same_tensors_give_the_same_bytes_whatever_their_order()
    {
        var (one, other) = (new SafetensorsWriter(), new SafetensorsWriter());
        one.Add("a", [1f], 1);
        one.Add("b", [2L], 1);
        other.Add("b", [2L], 1);
        other.Add("a", [1f], 1);
        Assert.Equal(Written(one), Written(other));
        Assert.Equal(0, (BinaryPrimitives.ReadInt64LittleEndian(Written(one)) + 8) % 8);
    }

    [Fact]
    public void Narrow_and_wide_numbers_become_float32()
    {
        var json = """
            {"h":{"dtype":"F16","shape":[2],"data_offsets":[0,4]},
            "b":{"dtype":"BF16","shape":[1],"data_offsets":[4,6]},
            "d":{"dtype":"F64","shape":[],"data_offsets":[6,14]}}
            """;
        byte[] data = [0x00, 0x3C, 0x01, 0x80, 0xC0, 0x3F, .. BitConverter.GetBytes(-2.5)];
        using var reader = Read(Bytes(json, data));
        Assert.Equal([1f, -5.9604645e-8f], reader.Floats("h"));
        Assert.Equal([1.5f], reader.Floats("b"));
        Assert.Equal([-2.5f], reader.Floats("d"));
        Assert.Throws<FormatException>(() => reader.Longs("d"));
        Assert.Throws<FormatException>(() => reader.Floats("none"));
    }

    [Theory]
    [InlineData("""{"a":1}""", "'a' is no object")]
    [InlineData("""[1]""", "does not start with '{'")]
    [InlineData("""{"a":""", "not valid JSON")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"a":{"dtype":"F32","shape":[0],"data_offsets":[8,8]}}""",
        "two entries 'a'")]
    [InlineData("""{"a":{"dtype":"F32","dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "two fields 'dtype'")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"extra":1}}""", "unknown field 'extra'")]
    [InlineData("""{"a":{"shape":[2],"data_offsets":[0,8]}}""", "no dtype")]
    [InlineData("""{"a":{"dtype":"F32","data_offsets":[0,8]}}""", "no shape")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2]}}""", "no data_offsets")]
    [InlineData("""{"a":{"dtype":"F31","shape":[2],"data_offsets":[0,8]}}""", "dtype \"F31\"; known are")]
    [InlineData("""{"a":{"dtype":"1","shape":[2],"data_offsets":[0,8]}}""", "dtype \"1\"; known are")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", "-2 in its shape")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2.5],"data_offsets":[0,8]}}""", "2.5 in its shape")]
    [InlineData("""{"a":{"dtype":"F32","shape":2,"data_offsets":[0,8]}}""", "shape that is no list")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,8]}}""", "more than any file can hold")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,8]}}""", "takes 4")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0]}}""", "1 data_offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[0],"data_offsets":[8,0]}}""", "before it starts")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}""", "cut off")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[6],"data_offsets":[2,8]}}""",
        "overlaps 'a'")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}}""",
        "belong to no tensor")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}""", "The last 6 bytes belong to no tensor")]
    [InlineData("""{"__metadata__":1}""", "no object of strings")]
    [InlineData("""{"__metadata__":{"a":1}}""", "which is no string")]
    [InlineData("""{"__metadata__":{"a":"x","a":"y"}}""", "'a' twice")]
    [InlineData("""{"__metadata__":{},"__metadata__":{}}""", "two entries '__metadata__'")]
    public void A_header_that_does_not_fit_is_refused_with_the_reason(string json, string why)
    {
        var e = Assert.Throws<FormatException>(() => Read(Bytes(json, new byte[8])));
        Assert.StartsWith("'here' is no valid safetensors file. ", e.Message);
        Assert.Contains(why, e.Message);
    }

    [Fact]
    public void Lengths_that_lie_are_refused_before_anything_is_allocated()
    {
        Assert.Contains("too few", Refused([1, 2, 3]));
        Assert.Contains("at most 100000000", Refused([0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]));
        Assert.Contains("cut off", Refused([200, 0, 0, 0, 0, 0, 0, 0, (byte)'{', (byte)'}']));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Refused(Bytes("""{"a":{"dtype":"F32","shape":[1000000000],"data_offsets":[0,4000000000]}}""", []));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    public void No_damaged_file_does_more_than_be_refused()
    {
        var writer = new SafetensorsWriter();
        writer.Add("weight", [1f, 2f, 3f, 4f], 2, 2);
        writer.Add("steps", [7L], 1);
        var good = Written(writer);
        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte, Gen.Int[0, good.Length]).ForEachDraw((at, value, length) =>
        {
            var bad = good.ToArray();
            bad[at] = value;
            try
            {
                using var reader = Read(bad[..(length < good.Length / 2 ? bad.Length : length)]);
                foreach (var entry in reader.Entries) Assert.Equal(entry.End - entry.Start, reader.Bytes(entry).Length);
            }
            catch (FormatException)
            {
                // It says what is wrong.
            }
        }, iter: 20_000);
    }

    [Fact]
    public void Names_and_shapes_that_cannot_be_written_are_refused()
    {
        var writer = new SafetensorsWriter();
        writer.Add("a", [1f], 1);
        Assert.Throws<ArgumentException>(() => writer.Add("a", [1f], 1));
        Assert.Throws<ArgumentException>(() => writer.Add("b", [1f], 2));
        Assert.Throws<ArgumentException>(() => writer.Add("__metadata__", [1f], 1));
    }

    [Theory]
    [InlineData("gpt2-tiny-random", ElementType.F32)]
    [InlineData("distilbert-tiny-random-f16", ElementType.F16)]
    [InlineData("mistral-tiny-random-bf16", ElementType.BF16)]
    public void Files_of_other_programs_are_read(string model, ElementType type)
    {
        using var reader = new SafetensorsReader(Shared.Path("models", model, "model.safetensors"));
        var entries = reader.Entries.Where(e => e.Type == type).ToArray();
        Assert.NotEmpty(entries);
        Assert.All(entries, e => Assert.All(reader.Floats(e.Name), x => Assert.True(float.IsFinite(x) && Math.Abs(x) < 100)));
    }

    [Fact]
    public void A_good_header_is_read() => Assert.Equal([0f, 0f], Read(Bytes(Good, new byte[8])).Floats("a"));

    private static string Refused(byte[] bytes) => Assert.Throws<FormatException>(() => Read(bytes)).Message;

    private static SafetensorsReader Read(byte[] bytes) => new(new MemoryStream(bytes), "here");

    private static byte[] Bytes(string json, byte[] data)
    {
        var header = Encoding.UTF8.GetBytes(json);
        return [.. BitConverter.GetBytes((long)header.Length), .. header, .. data];
    }

    private static byte[] Written(SafetensorsWriter writer)
    {
        using var stream = new MemoryStream();
        writer.Write(stream);
        return stream.ToArray();
    }
}
