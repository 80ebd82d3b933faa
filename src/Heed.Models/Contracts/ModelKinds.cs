using Heed.Models.Translators;

namespace Heed.Models;

// The kinds stand beside their models, not in them: to name a kind must not load TorchSharp.
public sealed partial class ModelKind
{
    /// <summary>RNN encoder-decoder.</summary>
    public static ModelKind RnnEncoderDecoder { get; } = new("rnn-encoder-decoder", "RNN encoder-decoder",
        new("Cho et al.", "Learning Phrase Representations using RNN Encoder-Decoder for Statistical Machine Translation", 2014,
            "arXiv:1406.1078"),
        "Gated units read the source into one vector, and others write the target from it.",
        new() { Kind = "rnn-encoder-decoder", SourceSymbols = 0, TargetSymbols = 0, Width = 240, Embedding = 64, FeedForward = 128 },
        spec => new RnnEncoderDecoder(spec));

    /// <summary>LSTM sequence to sequence.</summary>
    public static ModelKind LstmTranslator { get; } = new("lstm-seq2seq", "LSTM sequence to sequence",
        new("Sutskever, Vinyals and Le", "Sequence to Sequence Learning with Neural Networks", 2014, "arXiv:1409.3215"),
        "A deep LSTM reads the source backwards, and another goes on from its states.",
        new() { Kind = "lstm-seq2seq", SourceSymbols = 0, TargetSymbols = 0, Width = 176, Embedding = 64, Layers = 2, Reversed = true },
        spec => new LstmTranslator(spec));

    /// <summary>RNN search (Bahdanau).</summary>
    public static ModelKind RnnSearch { get; } = new("rnn-search", "RNN search (Bahdanau)",
        new("Bahdanau, Cho and Bengio", "Neural Machine Translation by Jointly Learning to Align and Translate", 2014, "arXiv:1409.0473"),
        "Before it writes a symbol, the decoder looks for what it needs in a source that was read both ways.",
        new() { Kind = "rnn-search", SourceSymbols = 0, TargetSymbols = 0, Width = 240, Embedding = 64, FeedForward = 128 },
        spec => new RnnSearch(spec));

    /// <summary>Luong attention.</summary>
    public static ModelKind Luong { get; } = new("luong", "Luong attention",
        new("Luong, Pham and Manning", "Effective Approaches to Attention-based Neural Machine Translation", 2015, "arXiv:1508.04025"),
        "A stacked LSTM looks at the source after each step, everywhere or near one place.",
        new() { Kind = "luong", SourceSymbols = 0, TargetSymbols = 0, Width = 160, Embedding = 64, Layers = 2, InputFeeding = true },
        spec => new Luong(spec));

    /// <summary>Transformer.</summary>
    public static ModelKind Transformer { get; } = new("transformer", "Transformer",
        new("Vaswani et al.", "Attention Is All You Need", 2017, "arXiv:1706.03762"),
        "Every symbol looks at all others; nothing is read in order.",
        new()
        {
            Kind = "transformer",
            SourceSymbols = 0,
            TargetSymbols = 0,
            Width = 128,
            Embedding = 128,
            Layers = 2,
            Heads = 4,
            FeedForward = 512,
            Dropout = 0.1,
        },
        spec => new Transformer(spec));

    /// <summary>Language model.</summary>
    public static ModelKind LanguageModel { get; } = new("language-model", "Language model",
        new("Radford et al.", "Language Models are Unsupervised Multitask Learners", 2019,
            "cdn.openai.com/better-language-models/language_models_are_unsupervised_multitask_learners.pdf"),
        "Predicts the next symbol of a text; every layer mixes the symbols by any mechanism of the catalog.",
        new()
        {
            Kind = "language-model",
            SourceSymbols = 0,
            TargetSymbols = 0,
            Width = 128,
            Embedding = 128,
            Layers = 4,
            Heads = 4,
            FeedForward = 512,
            Context = 64,
        },
        spec => new LanguageModel(spec));

    /// <summary>Encoder with attention pooling.</summary>
    public static ModelKind TextEncoder { get; } = new("encoder", "Encoder with attention pooling",
        new("Lin et al.", "A Structured Self-attentive Sentence Embedding", 2017, "arXiv:1703.03130"),
        "Reads a text both ways and gives it a label.",
        new()
        {
            Kind = "encoder",
            SourceSymbols = 0,
            TargetSymbols = 0,
            Width = 128,
            Embedding = 128,
            Layers = 4,
            Heads = 4,
            FeedForward = 512,
            Dropout = 0.1,
        },
        spec => new TextEncoder(spec));

    /// <summary>All kinds, in the order of their history.</summary>
    public static IReadOnlyList<ModelKind> All { get; } = [RnnEncoderDecoder, LstmTranslator, RnnSearch, Luong, Transformer,
        LanguageModel, TextEncoder];
}
