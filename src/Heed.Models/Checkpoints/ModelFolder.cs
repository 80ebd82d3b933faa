using System.Text;
using Heed.Models.Alignments;
using Heed.Models.Data;
using Heed.Models.Safetensors;
using Heed.Native;

namespace Heed.Models.Checkpoints;

/// <summary>
/// A trained model as it is used: two files, <c>model.json</c> and <c>model.safetensors</c>, or the folder of a run, of which the
/// best checkpoint is taken.
/// </summary>
public sealed class ModelFolder : IDisposable
{
    private ModelFolder(ModelCard card, SequenceModel model, string weightsFile) => (Card, Model, WeightsFile) = (card, model, weightsFile);

    /// <summary>How it came about and how it is fed.</summary>
    public ModelCard Card { get; }

    /// <summary>The model, ready to be used: without dropout.</summary>
    public SequenceModel Model { get; }

    /// <summary>How sources are cut; null for a language model.</summary>
    public Segmentation? Source => Card.SourceSegmentation is { } id ? Segmentation.Named(id) : null;

    /// <summary>How targets are cut and put together.</summary>
    public Segmentation Target => Segmentation.Named(Card.TargetSegmentation);

    /// <summary>The source's vocabulary; null for a language model.</summary>
    public Symbols? SourceSymbols => Card.SourceSymbols is { } own ? new(own) : null;

    /// <summary>The target's vocabulary.</summary>
    public Symbols TargetSymbols => new(Card.TargetSymbols);

    /// <summary>The file that the weights were read from.</summary>
    public string WeightsFile { get; }

    /// <summary>Loads a model. Everything is checked before memory for weights is asked for.</summary>
    /// <param name="path">The folder of a model or of a run.</param>
    /// <exception cref="IOException">There is no model in it.</exception>
    /// <exception cref="FormatException">A file is damaged; the message names it.</exception>
    public static ModelFolder Open(string path)
    {
        var card = ReadCard(path);
        var file = FileOfWeights(path);
        using var weights = new SafetensorsReader(file);
        LibTorch.EnsureLoaded();                                                           // it may load while the card is read
        try
        {
            var model = Weights.Model(card.Spec, weights);
            model.eval();
            return new(card, model, file);
        }
        catch (ArgumentException e)
        {
            throw new FormatException(
                $"'{Path.Combine(path, RunFolder.CardFile)}' describes no model. {e.Message.Split(" (Parameter")[0]}", e);
        }
        catch (FormatException e)
        {
            var meant = AlignmentNames.Formerly(card.Spec.Attention);
            var wrong = $"'{file}' does not fit its '{RunFolder.CardFile}'. {e.Message}";
            throw new FormatException(meant is null ? wrong
                : $"{wrong} When it was trained, '{card.Spec.Attention}' meant '{meant}': write that instead.", e);
        }
    }

    /// <summary>Writes a model without what only its training needs; an older one is replaced.</summary>
    /// <param name="path">The folder; it is made when it is missing.</param>
    /// <param name="card">How it came about and how it is fed.</param>
    /// <param name="model">The model.</param>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    public static void Save(string path, ModelCard card, SequenceModel model)
    {
        ArgumentNullException.ThrowIfNull(card);
        Directory.CreateDirectory(path);
        AtomicFile.Write(Path.Combine(path, RunFolder.WeightsFile), Weights.Of(model).Write);
        AtomicFile.Write(Path.Combine(path, RunFolder.CardFile), s => s.Write(Encoding.UTF8.GetBytes(card.ToJson())));
    }

    /// <inheritdoc />
    public void Dispose() => Model.Dispose();

    /// <summary>The weights of a model, or of the best checkpoint of a run.</summary>
    /// <exception cref="IOException">There are none.</exception>
    internal static string FileOfWeights(string path)
    {
        var folder = File.Exists(Path.Combine(path, RunFolder.PointerFile)) ? RunFolder.Open(path).BestFolder : path;
        var file = Path.Combine(folder, RunFolder.WeightsFile);
        return File.Exists(file) ? file : throw new FileNotFoundException(
            $"'{path}' has no weights: '{file}' is missing{(folder == path ? "; a run has none before its first checkpoint" : "")}.", file);
    }

    /// <summary>What a model or a run says of itself. It needs no LibTorch.</summary>
    /// <param name="path">The folder of a model or of a run.</param>
    /// <exception cref="IOException">There is no model in it.</exception>
    /// <exception cref="FormatException">The card is damaged; the message names its file.</exception>
    public static ModelCard ReadCard(string path)
    {
        if (!Directory.Exists(path)) throw new DirectoryNotFoundException($"There is no folder '{path}'.");
        var file = Path.Combine(path, RunFolder.CardFile);
        if (!File.Exists(file))
            throw new FileNotFoundException($"'{path}' is no model and no run: it has no '{RunFolder.CardFile}'.", file);
        var text = SmallJson.Text(file);
        try
        {
            return ModelCard.FromJson(text);
        }
        catch (FormatException e)
        {
            throw new FormatException($"'{file}' is damaged. {e.Message}", e);
        }
    }
}
