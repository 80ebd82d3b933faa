using Heed.Models;
using Heed.Models.Layers;
using TorchSharp.Modules;

namespace Heed.Bench.Sentences;

/// <summary>A sentence as one vector: its words look at one another by the contestant, and a learned query sums them up.</summary>
internal sealed class SentenceModel : torch.nn.Module
{
    private readonly Embedding words;
    private readonly LayerNorm norm;
    private readonly Attending attention;
    private readonly Linear keys;
    private readonly Parameter query;

    /// <exception cref="NotApplicableException">The mechanism does not fit, or feels the padding behind a sentence.</exception>
    public SentenceModel(Mechanism mechanism, int vocabulary, int width, int heads, int seed) : base(nameof(SentenceModel))
    {
        using var start = new Start(seed);
        words = start.Embedding(vocabulary, width, 1 / Math.Sqrt(width));
        norm = torch.nn.LayerNorm(width);
        keys = start.Linear(width, width);
        query = start.Random(1 / Math.Sqrt(width), width);
        try
        {
            attention = new(start, mechanism, width, null, heads, AttentionPlace.Encoder, 0);
            RegisterComponents();
            Models.Plans.PlaceCheck.Encoder(attention);
        }
        catch (ArgumentException e)
        {
            throw new NotApplicableException(e.Message.Split(" (Parameter")[0]);
        }
    }

    /// <summary>How many numbers are learned.</summary>
    public long Size => parameters().Where(p => p.requires_grad).Sum(p => p.numel());

    /// <summary>Cosines of the vectors of sentences and their partners, (B).</summary>
    public Tensor Alike(IReadOnlyList<int[]> first, IReadOnlyList<int[]> second)
    {
        var (a, b) = (Vector(first), Vector(second));
        return (a * b).sum(-1) / (a.square().sum(-1).sqrt() * b.square().sum(-1).sqrt() + 1e-8);
    }

    private Tensor Vector(IReadOnlyList<int[]> sentences)
    {
        var longest = sentences.Max(s => s.Length);
        var numbers = new long[sentences.Count * longest];
        for (var i = 0; i < sentences.Count; i++)
        {
            for (var j = 0; j < sentences[i].Length; j++) numbers[i * longest + j] = sentences[i][j];
        }

        // (B, N)
        var real = torch.arange(longest).unsqueeze(0).lt(torch.tensor(sentences.Select(s => (long)s.Length).ToArray()).unsqueeze(1));
        var x = words.call(torch.tensor(numbers, [sentences.Count, longest]));             // (B, N, W)
        x = x + attention.Look(norm.call(x), Mask.Keys(real), null);
        var scores = keys.call(x).tanh().matmul(query).Filled(real.logical_not(), double.NegativeInfinity);      // (B, N)
        return scores.softmax(-1).unsqueeze(1).matmul(x).squeeze(1);
    }
}
