using Heed.Models.Checkpoints;

namespace Heed.Models.Reading;

/// <summary>How a trained model writes: the most probable symbol each time, a beam, or draws.</summary>
/// <param name="Beam">The beam; null = no beam.</param>
/// <param name="Sampling">How symbols are drawn; null = they are not drawn.</param>
/// <param name="Longest">The longest text; null = four times the source and 20 more.</param>
public sealed record WayOfWriting(BeamOptions? Beam = null, SamplingOptions? Sampling = null, int? Longest = null)
{
    /// <summary>Writes a target for each source.</summary>
    /// <param name="model">The model.</param>
    /// <param name="sources">Its sources are read, its targets are not.</param>
    /// <returns>For each row the best texts, best first; one unless a beam is asked for more.</returns>
    /// <exception cref="ArgumentException">The options do not fit together.</exception>
    public IReadOnlyList<IReadOnlyList<Hypothesis>> Translate(Translator model, Batch sources)
    {
        var longest = Longest ?? Usual(sources.SourceLengths.Max());
        if (Beam is { } beam) return Search.Beam(model, sources, longest, beam);
        var texts = Sampling is { } sampling ? Models.Sampling.Write(model, sources, longest, sampling)
            : Search.Greedy(model, sources, longest);
        return [.. texts.Select(t => (IReadOnlyList<Hypothesis>)[t])];
    }

    /// <summary>Goes on with a text.</summary>
    /// <param name="model">A language model with its vocabulary.</param>
    /// <param name="beginning">At least one symbol.</param>
    /// <param name="length">How many symbols to write.</param>
    /// <returns>The best texts, best first, without the beginning.</returns>
    /// <exception cref="ArgumentException">The model is a translator, or the beginning is empty.</exception>
    public IReadOnlyList<Hypothesis> GoOn(ModelFolder model, IReadOnlyList<string> beginning, int length)
    {
        var (writer, numbers) = (Writer(model), model.TargetSymbols.Encode(beginning));
        using var state = writer.Read(numbers);
        if (Beam is { } beam) return Search.Beam(writer, state, [numbers[^1]], length, beam)[0];
        return Sampling is { } sampling ? Models.Sampling.Write(writer, state, [numbers[^1]], length, sampling)
            : Search.Greedy(writer, state, [numbers[^1]], length);
    }

    /// <summary>Goes on with a text, symbol by symbol as they are asked for.</summary>
    /// <param name="model">A language model with its vocabulary.</param>
    /// <param name="text">The beginning.</param>
    /// <param name="length">How many symbols to write at most.</param>
    /// <param name="cancel">Ends the writing between two symbols, also while the beginning is read.</param>
    /// <exception cref="ArgumentException">The model is a translator, the text has no symbol, or this way is a beam.</exception>
    public IAsyncEnumerable<Written> GoOnAsync(ModelFolder model, string text, int length, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        var (writer, beginning) = (Writer(model), new LearnedReader(model, model.Card.Spec.Kind).Cut(text));
        var numbers = model.TargetSymbols.Encode(beginning);
        return new Pen(model, writer, Drawn()).Write(() => writer.Read([numbers[0]]), numbers, beginning[^1], length, cancel);
    }

    /// <summary>Translates a text, symbol by symbol as they are asked for.</summary>
    /// <param name="model">A translator with its vocabularies.</param>
    /// <param name="text">The source.</param>
    /// <param name="cancel">Ends the writing between two symbols.</param>
    /// <exception cref="ArgumentException">The model does not translate, the text has no symbol, or this way is a beam.</exception>
    public IAsyncEnumerable<Written> TranslateAsync(ModelFolder model, string text, CancellationToken cancel = default)
    {
        if (model.Model is not Translator translator)
            throw new ArgumentException($"{model.Card.Spec.Kind} does not translate.", nameof(model));
        var source = model.SourceSymbols!.Encode(new LearnedReader(model, model.Card.Spec.Kind).Cut(text));
        return new Pen(model, translator, Drawn()).Write(Read, [Symbols.Start], null, Longest ?? Usual(source.Length), cancel);

        WriterState Read()
        {
            using var batch = Batch.OfSources([source]);
            return translator.Read(batch);
        }
    }

    private static LanguageModel Writer(ModelFolder model) => model.Model as LanguageModel
        ?? throw new ArgumentException($"{model.Card.Spec.Kind} translates and cannot go on with a text.", nameof(model));

    private static int Usual(int source) => (4 * source) + 20;

    private SamplingOptions Drawn() => Beam is null ? Sampling ?? new(Temperature: 0)
        : throw new ArgumentException("A beam knows its text only at the end: leave the beam out to have symbols as they are written.");
}
