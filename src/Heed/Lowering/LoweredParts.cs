using Heed.Kernels;

namespace Heed.Lowering;

/// <summary>
/// The parts of one call as the kernel has them, in the order in which they are applied. Composed, they are a type that the kernel is
/// compiled for.
/// </summary>
public sealed class LoweredParts
{
    private readonly List<Func<Chain?, float[]?[], Chain>> links = [];
    private readonly List<LearnedNumbers> learned = [];

    internal IReadOnlyList<LearnedNumbers> Learned => learned;

    /// <summary>One more part.</summary>
    /// <param name="part">The struct.</param>
    public void Add<TPart>(TPart part) where TPart : struct, IPart<TPart> => links.Add((chain, _) => Chain.Then(chain, part));

    /// <summary>One more part, whose numbers may be learned.</summary>
    /// <param name="name">The signal, or <c>bias</c>.</param>
    /// <param name="numbers">Float32 numbers; they are copied.</param>
    /// <param name="part">The struct for the numbers.</param>
    /// <param name="learning">The struct that also adds their gradients to an array.</param>
    /// <param name="given">
    /// From the numbers to the signal of that name, where a part wants them in another order; null when they are the same.
    /// </param>
    public void Add<TPart, TLearning>(
        string name, Tensor numbers, Func<float[], TPart> part, Func<float[], float[], TLearning> learning,
        Func<Tensor, Tensor>? given = null)
        where TPart : struct, IPart<TPart> where TLearning : struct, IPart<TLearning>
        => Add(new(name, numbers, given), part, learning);

    /// <summary>One more part, whose numbers are made of what may be learned and take the place of a part of the mechanism.</summary>
    internal void Add<TPart, TLearning>(
        object instead, Tensor numbers, Func<float[], TPart> part, Func<float[], float[], TLearning> learning)
        where TPart : struct, IPart<TPart> where TLearning : struct, IPart<TLearning>
        => Add(new("", numbers, null) { Instead = instead }, part, learning);

    private void Add<TPart, TLearning>(LearnedNumbers numbers, Func<float[], TPart> part, Func<float[], float[], TLearning> learning)
        where TPart : struct, IPart<TPart> where TLearning : struct, IPart<TLearning>
    {
        var (index, copy) = (learned.Count, TensorSpan.Copy<float>(numbers.Value));
        learned.Add(numbers);
        links.Add((chain, gradients) => gradients.Length > index && gradients[index] is { } gradient
            ? Chain.Then(chain, learning(copy, gradient))
            : Chain.Then(chain, part(copy)));
    }

    /// <summary>The parts as one.</summary>
    /// <param name="gradients">Where the gradients of each of <see cref="Learned"/> are added; none in a forward call.</param>
    internal Chain Compose(params float[]?[] gradients)
    {
        Chain? chain = null;
        foreach (var link in links) chain = link(chain, gradients);
        return chain ?? new Chain<Everything>(default);
    }
}

/// <summary>Numbers of a part that the kernel reads from a copy and learns.</summary>
/// <param name="Name">The signal, or <c>bias</c>.</param>
/// <param name="Value">The numbers.</param>
/// <param name="Given">From the numbers to the signal; null when they are the same.</param>
internal sealed record LearnedNumbers(string Name, Tensor Value, Func<Tensor, Tensor>? Given)
{
    /// <summary>The part of the mechanism that the numbers stand for as they are; null when they are a signal or the call's bias.</summary>
    public object? Instead { get; init; }
}
