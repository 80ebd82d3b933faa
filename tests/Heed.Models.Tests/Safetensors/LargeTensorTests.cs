using System.Buffers.Binary;
using System.Text;
using Heed.Models.Safetensors;

namespace Heed.Models.Tests.Safetensors;

/// <summary>A tensor that is there, and larger than an array can be.</summary>
public sealed class LargeTensorTests
{
    private const long Bytes = 3L << 30;

    [Fact]
    public void It_is_refused_by_name_before_memory_is_asked_for()
    {
        using var reader = new SafetensorsReader(new LongStream(), "long");
        var refused = Assert.Throws<FormatException>(() => reader.Longs("w"));
        Assert.Contains("'w' in 'long' has 3,221,225,472 bytes", refused.Message);
    }

    /// <summary>A header, and then nothing but zeros.</summary>
    private sealed class LongStream : Stream
    {
        private readonly byte[] start = Start($$$"""{"w":{"dtype":"I64","shape":[{{{Bytes / 8}}}],"data_offsets":[0,{{{Bytes}}}]}}""");

        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => false;

        public override long Length => start.Length + Bytes;

        public override long Position { get; set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            for (var i = 0; i < count; i++, Position++) buffer[offset + i] = Position < start.Length ? start[Position] : (byte)0;
            return count;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        private static byte[] Start(string header)
        {
            var bytes = new byte[sizeof(long) + header.Length];
            BinaryPrimitives.WriteInt64LittleEndian(bytes, header.Length);
            Encoding.ASCII.GetBytes(header, bytes.AsSpan(sizeof(long)));
            return bytes;
        }
    }
}
