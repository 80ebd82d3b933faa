using Heed.Models.Metrics;
using Heed.Models.Training;

namespace Heed.Models.History;

/// <summary>How the five models are compared: at the same number of parameters, on the same data, with the same number of steps.</summary>
/// <param name="Parameters">How many numbers each model learns, within a tenth.</param>
/// <param name="Steps">Steps that each is trained.</param>
/// <param name="Batch">Pairs of a step.</param>
public sealed record HistoryOptions(long Parameters = 900_000, long Steps = 2000, int Batch = 128)
{
    /// <summary>The models, in the order of their history.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = ["rnn-encoder-decoder", "lstm-seq2seq", "rnn-search", "luong", "transformer"];

    /// <summary>The seeds of weights and order; every model is trained once with each.</summary>
    public IReadOnlyList<int> Seeds { get; init; } = [1];

    /// <summary>Threads that compute.</summary>
    public int Threads { get; init; } = Math.Min(Environment.ProcessorCount, 8);

    /// <summary>The most pairs of the test to judge by.</summary>
    public int Most { get; init; } = int.MaxValue;

    /// <summary>Classes of source lengths.</summary>
    public LengthBuckets Buckets { get; init; } = LengthBuckets.Usual;

    /// <summary>A comparison that takes minutes on the built-in data.</summary>
    public static HistoryOptions Quick { get; } = new(120_000, 2000, 64) { Most = 1000 };

    /// <summary>How each model is trained: all in the same way.</summary>
    /// <param name="seed">One of <see cref="Seeds"/>.</param>
    public TrainingOptions Training(int seed) =>
        new()
        {
            Steps = Steps,
            Batch = Batch,
            Rate = 2e-3,
            WarmUp = 100,
            ValidateEvery = (int)Math.Max(1, Steps / 10),
            Seed = seed,
            Threads = Threads,
        };

    /// <summary>What a model is built from.</summary>
    /// <param name="kind">One of <see cref="Kinds"/>.</param>
    /// <param name="seed">One of <see cref="Seeds"/>.</param>
    /// <param name="sourceSymbols">Numbers of the source's vocabulary.</param>
    /// <param name="targetSymbols">Numbers of the target's vocabulary.</param>
    /// <exception cref="ArgumentException">There is no model of that size.</exception>
    public ModelSpec Spec(string kind, int seed, int sourceSymbols, int targetSymbols) =>
        ModelSize.Fit(ModelKind.Named(kind).For(sourceSymbols, targetSymbols) with { Seed = seed }, Parameters);
}
