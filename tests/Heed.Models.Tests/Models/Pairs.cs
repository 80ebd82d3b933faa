using Heed.Models.Alignments;

namespace Heed.Models.Tests.Models;

/// <summary>Small models and small data.</summary>
internal static class Pairs
{
    public const int SourceSymbols = 10;
    public const int TargetSymbols = 9;

    /// <summary>Every translator, each with the attentions that it should be tried with.</summary>
    public static IReadOnlyList<(string Kind, string? Attention)> Translators { get; } =
    [
        ("rnn-encoder-decoder", null),
        ("lstm-seq2seq", null),
        ("rnn-search", null),
        ("rnn-search", "dot"),
        ("rnn-search", "monotonic"),
        ("rnn-search", "sparsemax"),
        ("rnn-search", "location-sensitive"),
        ("luong", null),
        .. AlignmentNames.OfDecoders.Select(word => ("luong", (string?)word)),
        ("luong", "local-m(2)"),
        ("luong", "local-p(3)"),
        ("luong", "cosine"),
        ("transformer", null),
        ("transformer", "rope + sliding-window(3)"),
        ("transformer", "alibi"),
        ("transformer", "encoder: linear-elu(causal=false); decoder: gated-delta-net; cross: softmax-one"),
    ];

    public static ModelSpec Small(string kind, string? attention = null, int seed = 1)
    {
        var heads = kind is "transformer" or "language-model" or "encoder" ? 2 : 1;
        var spec = ModelKind.Named(kind).For(SourceSymbols, TargetSymbols) with
        {
            Width = 16,
            Embedding = heads == 2 ? 16 : 8,
            Heads = heads,
            Dropout = 0,
            Seed = seed,
            Attention = attention,
        };
        return spec with
        {
            FeedForward = spec.FeedForward == 0 ? 0 : 12,
            SourceSymbols = kind == "language-model" ? TargetSymbols : SourceSymbols,
        };
    }

    public static T Build<T>(string kind, string? attention = null, int seed = 1, Func<ModelSpec, ModelSpec>? change = null)
        where T : SequenceModel
    {
        var spec = Small(kind, attention, seed);
        return (T)SequenceModel.Build(change?.Invoke(spec) ?? spec);
    }

    public static Example[] Random(int count, int seed, int longest = 6)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count)
            .Select(_ => new Example(Row(SourceSymbols, 1 + random.Next(longest)), Row(TargetSymbols, random.Next(longest + 1))))];

        int[] Row(int symbols, int length) => [.. Enumerable.Range(0, length).Select(_ => random.Next(4, symbols))];
    }

    public static void AssertClose(Tensor expected, Tensor got, double tolerance = 1e-5)
    {
        Assert.Equal(expected.shape, got.shape);
        Assert.True(expected.allclose(got, tolerance, tolerance), $"max |Δ| {(expected - got).abs().max().ToSingle()}");
    }
}
