namespace Heed.Pairwise;

/// <summary>
/// Which keys does a cache of limited size hold on to? After each pass a policy sees which weights the keys got, and says which of them
/// later tokens may still read.
/// </summary>
/// <param name="prefill">How many tokens are read in one pass before they come one by one.</param>
public abstract class CachePolicy(long prefill) : PairwisePart
{
    private readonly long prefill = prefill >= 1 ? prefill
        : throw new ArgumentOutOfRangeException(nameof(prefill), prefill, "The first pass has at least one token.");

    /// <inheritdoc />
    public sealed override Stage Stage => PairwiseFamily.Policy;

    /// <inheritdoc />
    public sealed override bool HidesLater => true;

    /// <inheritdoc />
    public override string? NoKernel =>
        $"{Spelling.Kebab(GetType().Name)} must see the weights of each token before the next, so there is no kernel for it";

    /// <inheritdoc />
    public override PairwiseFacts Facts => new() { Place = Place.Absolute, Streams = prefill == 1 };

    /// <summary>How many keys are held at most after a pass.</summary>
    public abstract long Budget { get; }

    /// <summary>Whether it keeps a number of each key from pass to pass.</summary>
    public virtual bool Remembers => true;

    /// <summary>What is held after a pass.</summary>
    /// <param name="held">What was held before it and what is new, (B, H, M) boolean.</param>
    /// <param name="weights">The weights of the pass, (B, H, T, M), T its tokens.</param>
    /// <param name="memory">What the policy keeps of each key, (B, H, M), 0 for new ones: null before the first pass, and replaced where it
    /// <see cref="Remembers"/>.</param>
    /// <returns>(B, H, M) boolean.</returns>
    public abstract Tensor Keep(Tensor held, Tensor weights, ref Tensor? memory);

    /// <summary>What is held in the form in which it is reported: for each head which keys, in rising order.</summary>
    /// <param name="held">(B, H, M) boolean.</param>
    public virtual Tensor Report(Tensor held) => torch.stack([.. held.flatten(0, 1).unbind(0).Select(h => h.nonzero().flatten())]);

    /// <summary>What each query may read, pass after pass.</summary>
    /// <param name="texts">B.</param>
    /// <param name="heads">H.</param>
    /// <param name="tokens">N.</param>
    /// <param name="weigh">From the first token of a pass and what its tokens may read, (B, H, T, N), to their weights.</param>
    /// <param name="kept">What is held after the last pass, (B, H, N) boolean.</param>
    /// <returns>(B, H, N, N) boolean.</returns>
    internal Tensor Run(long texts, long heads, long tokens, Func<long, Tensor, Tensor> weigh, out Tensor kept)
    {
        using var frozen = torch.no_grad();
        var causal = torch.ones([tokens, tokens], torch.@bool).tril();
        var held = torch.zeros([texts, heads, tokens], torch.@bool);
        var rows = new List<Tensor>();
        Tensor? memory = null;
        for (long start = 0; start < tokens;)
        {
            var count = start == 0 ? Math.Min(prefill, tokens) : 1;
            held = held.clone();
            held.narrow(2, start, count).fill_(true);
            var visible = held.unsqueeze(2).logical_and(causal.narrow(0, start, count));   // (B, H, T, N)
            rows.Add(visible);
            held = Keep(held, weigh(start, visible), ref memory);
            start += count;
        }

        kept = held;
        return torch.cat(rows, 2);
    }
}
