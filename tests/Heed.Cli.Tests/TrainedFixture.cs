namespace Heed.Cli.Tests;

/// <summary>Small models that are trained once, for all tests of verbs that use one.</summary>
public sealed class TrainedFixture : IDisposable
{
    public const string Data = "numbers-de(to=99, train=60, validation=10, test=15)";

    private readonly Folder folder = new();

    public TrainedFixture()
    {
        File.WriteAllText(Corpus, string.Concat(Enumerable.Repeat("abcabcabd ", 60)));
        Output = Heed.Run(["train", "rnn-search", "--data", Data, .. Small, "--steps", "200", "--rate", "0.01", "--out", Translator])
            .AssertRan();
        Heed.Run("train", "lstm-seq2seq", "--data", Data, "--width", "8", "--embedding", "8", "--layers", "1", "--steps", "5", "--batch",
            "8", "--threads", "1", "--out", Fixed).AssertRan();
        Heed.Run("train", "language-model", "--data", Corpus, "--width", "16", "--heads", "2", "--layers", "1", "--context", "16",
            "--batch", "8", "--steps", "150", "--rate", "0.01", "--threads", "1", "--out", LanguageModel).AssertRan();
    }

    public static string[] Small => ["--width", "24", "--embedding", "12", "--feed-forward", "12", "--batch", "16", "--threads", "1"];

    public string Output { get; }

    public string Translator => folder["translator"];

    public string Fixed => folder["fixed"];

    public string LanguageModel => folder["language-model"];

    public string Corpus => folder["corpus.txt"];

    public void Dispose() => folder.Dispose();
}
