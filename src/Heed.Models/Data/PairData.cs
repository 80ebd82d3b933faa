using System.Security.Cryptography;
using System.Text;

namespace Heed.Models.Data;

/// <summary>Pairs of a source and a target, in three parts.</summary>
public sealed class PairData : DataSet
{
    private readonly Lazy<string> hash;
    private readonly Lazy<Symbols> sourceSymbols;
    private readonly Lazy<Symbols> targetSymbols;

    /// <summary>Makes a data set.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="source">How sources are cut.</param>
    /// <param name="target">How targets are cut and put together.</param>
    /// <param name="pairs">Each pair and what it is for.</param>
    /// <param name="bad">What could not be read.</param>
    /// <exception cref="FormatException">There is nothing to train on.</exception>
    public PairData(string name, Segmentation source, Segmentation target, IEnumerable<(Split Split, Pair Pair)> pairs,
        BadLines? bad = null) : base(name, bad)
    {
        (Source, Target) = (source, target);
        var parts = pairs.ToLookup(p => p.Split, p => p.Pair);
        (Train, Validation, Test) = ([.. parts[Split.Train]], [.. parts[Split.Validation]], [.. parts[Split.Test]]);
        if (Train.Count == 0) throw new FormatException($"'{name}' has no pair to train on{(Bad.Count > 0 ? $"; {Bad}" : "")}.");
        sourceSymbols = new(() => Symbols.Of(Train.SelectMany(p => p.Source)));
        targetSymbols = new(() => Symbols.Of(Train.SelectMany(p => p.References).SelectMany(r => r)));
        hash = new(Hashed);
    }

    private PairData(PairData pairs, Symbols source, Symbols target) : base(pairs.Name, pairs.Bad)
    {
        (Source, Target, Train, Validation, Test) = (pairs.Source, pairs.Target, pairs.Train, pairs.Validation, pairs.Test);
        (hash, sourceSymbols, targetSymbols) = (pairs.hash, new(source), new(target));
    }

    /// <summary>How sources are cut.</summary>
    public Segmentation Source { get; }

    /// <summary>How targets are cut and put together.</summary>
    public Segmentation Target { get; }

    /// <summary>The pairs to learn from.</summary>
    public IReadOnlyList<Pair> Train { get; }

    /// <summary>The pairs to choose by.</summary>
    public IReadOnlyList<Pair> Validation { get; }

    /// <summary>The pairs to be judged by.</summary>
    public IReadOnlyList<Pair> Test { get; }

    /// <summary>The sources' vocabulary: what occurs in training.</summary>
    public Symbols SourceSymbols => sourceSymbols.Value;

    /// <summary>The targets' vocabulary: what occurs in training.</summary>
    public Symbols TargetSymbols => targetSymbols.Value;

    /// <inheritdoc />
    public override string Hash => hash.Value;

    /// <summary>The pairs of a part.</summary>
    /// <param name="part">Which part.</param>
    public IReadOnlyList<Pair> Pairs(Split part) => part switch { Split.Train => Train, Split.Validation => Validation, _ => Test };

    /// <inheritdoc />
    public override int Count(Split part) => Pairs(part).Count;

    /// <summary>The pairs of a part in numbers of the vocabularies.</summary>
    /// <param name="part">Which part.</param>
    public Example[] Examples(Split part) => [.. Pairs(part).Select(p => p.Encode(SourceSymbols, TargetSymbols))];

    /// <summary>The same pairs, numbered by vocabularies that a model learned from others.</summary>
    /// <param name="source">The sources' vocabulary; what it lacks is unknown.</param>
    /// <param name="target">The targets' vocabulary.</param>
    public PairData Numbered(Symbols source, Symbols target) => new(this, source, target);

    private string Hashed()
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in Enum.GetValues<Split>())
        {
            Append($"{part}\n");
            foreach (var pair in Pairs(part))
                Append(string.Join('\t', pair.References.Prepend(pair.Source).Select(symbols => string.Join('\u001F', symbols))) + "\n");
        }

        return Convert.ToHexStringLower(sha.GetHashAndReset());

        void Append(string text) => sha.AppendData(Encoding.UTF8.GetBytes(text));
    }
}
