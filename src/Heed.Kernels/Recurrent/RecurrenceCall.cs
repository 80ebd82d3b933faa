using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>One call: where its data lie and how they are shaped. Pointers are valid while the caller holds the spans.</summary>
internal readonly unsafe struct RecurrenceCall
{
    public Strided Q { get; init; }
    public Strided K { get; init; }
    public Strided V { get; init; }
    public Strided Asked { get; init; }
    public Strided LogDecay { get; init; }
    public bool Asks { get; init; }
    public bool Fades { get; init; }
    /// <summary>Whether each row of the memory fades at its own rate.</summary>
    public bool FadesByRow { get; init; }
    public bool AsksBeforeDecay { get; init; }
    public float Scale { get; init; }
    public int Batch { get; init; }
    public int Heads { get; init; }
    public int Tokens { get; init; }
    /// <summary>Writes of a token.</summary>
    public int Updates { get; init; }
    /// <summary>Rows of the memory.</summary>
    public int Width { get; init; }
    /// <summary>Columns of the memory.</summary>
    public int ValueWidth { get; init; }

    /// <summary>Rows, up to a whole number of fours and of registers: what is packed is read in both.</summary>
    public int Rows => (Width + 15) & ~15;

    public static RecurrenceCall Of(in RecurrenceInputs x, float* q, float* k, float* v, float* asked, float* decay,
        RecurrenceOptions options) => new()
        {
            Q = new(q, x.Q),
            K = new(k, x.K),
            V = new(v, x.V),
            Asked = new(asked, x.Asked),
            LogDecay = new(decay, x.LogDecay),
            Asks = x.Asks,
            Fades = x.Fades,
            FadesByRow = x.LogDecay.Shape.Width > 1 || x.Q.Shape.Width == 1,
            AsksBeforeDecay = options.AsksBeforeDecay,
            Scale = options.Scale,
            Batch = x.Q.Shape.Batch,
            Heads = x.Q.Shape.Heads,
            Tokens = x.Q.Shape.Tokens,
            Updates = x.Updates,
            Width = x.Q.Shape.Width,
            ValueWidth = x.V.Shape.Width,
        };

    /// <summary>Copies vectors times a number, with zeros after each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Pack(Strided from, int b, int h, int first, int count, int start, int width, int padded, float by, float* to)
    {
        for (var i = 0; i < count; i++, to += padded)
        {
            var row = from.At(b, h, first + i) + start;
            if (by == 1) new ReadOnlySpan<float>(row, width).CopyTo(new(to, width));
            else
                for (var c = 0; c < width; c++) to[c] = row[c] * by;
            new Span<float>(to + width, padded - width).Clear();
        }
    }
}
