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
        var longest = Longest ?? (4 * sources.SourceLengths.Max()) + 20;
        if (Beam is { } beam) return Search.Beam(model, sources, longest, beam);
        var texts = Sampling is { } sampling ? Models.Sampling.Write(model, sources, longest, sampling)
            : Search.Greedy(model, sources, longest);
        return [.. texts.Select(t => (IReadOnlyList<Hypothesis>)[t])];
    }

    /// <summary>Goes on with a text.</summary>
    /// <param name="model">A language model with its vocabulary.</param>
    /// <param name="beginning">At least one symbol.</param>
    /// <param name="length">How many symbols to write.</param>
    /// <param name="written">Told of each symbol that is drawn as soon as it is; null = nobody is.</param>
    /// <returns>The best texts, best first, without the beginning.</returns>
    public IReadOnlyList<Hypothesis> GoOn(ModelFolder model, IReadOnlyList<string> beginning, int length, Action<string>? written = null)
    {
        if (model.Model is not LanguageModel writer)
            throw new ArgumentException($"{model.Card.Spec.Kind} translates and cannot go on with a text.", nameof(model));
        var (numbers, symbols) = (model.TargetSymbols.Encode(beginning), model.TargetSymbols);
        using var state = writer.Read(numbers);
        if (Beam is { } beam) return Search.Beam(writer, state, [numbers[^1]], length, beam)[0];
        if (Sampling is not { } sampling) return Search.Greedy(writer, state, [numbers[^1]], length);
        return Models.Sampling.Write(writer, state, [numbers[^1]], length, sampling,
            written is null ? null : (_, symbol) => written(symbols[symbol]));
    }
}
