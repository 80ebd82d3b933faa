using Heed.Bench.Fidelity;
using Heed.Bench.Texts;
using Heed.Models;
using Heed.Models.Checkpoints;
using Heed.Pairwise;

namespace Heed.Bench.Swapping;

/// <summary>The trained language model in the box, and windows of a text that it has not learned.</summary>
internal sealed class TrainedModel : IDisposable
{
    private const string Name = "character-lm";

    private readonly ModelFolder folder;
    private readonly LanguageModel model;
    private readonly int[] text;

    private TrainedModel(ModelFolder folder, LanguageModel model)
    {
        (this.folder, this.model) = (folder, model);
        text = folder.TargetSymbols.Encode(folder.Target.Cut(BuiltInText.Poems));
        Learned = (PairwiseAttention)model.Mixers[0];
    }

    /// <summary>The mechanism that it was trained with.</summary>
    public PairwiseAttention Learned { get; }

    /// <summary>Queries and keys per head.</summary>
    public int HeadWidth => model.Spec.Width / model.Spec.Heads;

    /// <summary>Heads of a layer.</summary>
    public int Heads => model.Spec.Heads;

    /// <summary>What its training was and what it read here.</summary>
    public string Note =>
        $"the model is '{Name}', {model.Size} numbers trained on {folder.Card.Data.Name}; the text is four sonnets that it has not learned";

    /// <summary>Opens it: the folder beside the program, or one of that name in the user's folder of data.</summary>
    /// <exception cref="NotApplicableException">There is none, or it is no such model.</exception>
    public static TrainedModel Open(CellContext context)
    {
        var place = Place(context.Data);
        var folder = ModelFolder.Open(place);
        if (folder.Model is LanguageModel model
            && model.Mixers.All(m =>
                m is PairwiseAttention { IsCausal: true, Sharing: null, Signals.Count: 0 } && m.Name == model.Mixers[0].Name))
            return new(folder, model);
        folder.Dispose();
        throw new NotApplicableException($"'{place}' is no language model with one plain pairwise attention in all layers.");
    }

    private static string Place(string? data)
    {
        if (data is not null && Path.Combine(data, Name) is var own && Directory.Exists(own)) return own;
        try
        {
            return BoxedModels.Folder(Name);
        }
        catch (ArgumentException e)
        {
            throw new NotApplicableException(e.Message);
        }
    }

    /// <summary>Windows one after the other.</summary>
    /// <param name="first">The first window.</param>
    /// <param name="count">How many; fewer where the text ends.</param>
    /// <param name="length">Symbols that are given.</param>
    public Batch Windows(int first, int count, int length)
    {
        var starts = Enumerable.Range(first, count).Select(i => (long)i * length).Where(s => s + length + 1 <= text.Length).ToArray();
        return Batch.OfWindows(text, starts, length);
    }

    /// <summary>What the model predicts with another mechanism in all layers, (B, T, V); null = its own.</summary>
    public Tensor Logits(Batch batch, Mechanism? other)
    {
        using var swapped = With(other ?? Plain(), null);
        return swapped.Logits(batch);
    }

    /// <summary>Queries, keys and values of each layer as they meet, turned.</summary>
    public IReadOnlyList<FidelityInput> Heard(Batch batch)
    {
        var heard = new List<FidelityInput>();
        var hears = false;
        using var listening = With(Plain(), (q, k, v) =>
        {
            // What is turned belongs to the call; what is kept must outlive it.
            if (hears)
                heard.Add(new($"layer={heard.Count}",
                    q.clone().DetachFromDisposeScope(), k.clone().DetachFromDisposeScope(), v.clone().DetachFromDisposeScope()));
        });
        hears = true;
        using var logits = listening.Logits(batch);
        return heard;
    }

    public void Dispose() => folder.Dispose();

    private LanguageModel With(Mechanism other, Action<Tensor, Tensor, Tensor>? heard)
    {
        var copy = new LanguageModel(model.Spec, s => [.. Enumerable.Repeat(new Replaced(Learned, other, heard), s.Layers)]);
        copy.load_state_dict(model.state_dict());
        copy.eval();
        return copy;
    }

    /// <summary>What the model learned with, without the turning.</summary>
    private static Mechanism Plain() => Expression.Parse("scaled-dot-product + causal").ToMechanism();
}
