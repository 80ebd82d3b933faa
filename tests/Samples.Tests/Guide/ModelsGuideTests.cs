using System.Text;
using Heed.Models;
using Heed.Models.Checkpoints;
using Heed.Models.Reading;

namespace Samples.Tests.Guide;

/// <summary>The programs of docs/guide/models.md, as the bodies of tests; the first is samples/apps/models.cs.</summary>
public sealed class ModelsGuideTests
{
    [Fact]
    public void A_number_is_translated()
    {
        using var scope = torch.NewDisposeScope();

        #region translate
        using var trained = ModelFolder.Open(BoxedModels.Folder("numbers-transformer"));
        var reader = new LearnedReader(trained, "numbers-transformer");
        var source = reader.Cut("four hundred and twenty-three");
        using var batch = Batch.OfSources([trained.SourceSymbols!.Encode(source)]);
        var best = new WayOfWriting().Translate((Translator)trained.Model, batch)[0][0];
        var german = trained.Target.Join(trained.TargetSymbols.Decode(best.Symbols));
        #endregion

        Assert.Equal("vierhundertdreiundzwanzig", german);
    }

    [Fact]
    public void A_text_goes_on()
    {
        using var scope = torch.NewDisposeScope();

        #region goon
        using var trained = ModelFolder.Open(BoxedModels.Folder("character-lm"));
        string[] beginning = ["t", "o", " "];
        var written = new WayOfWriting().GoOn(trained, beginning, length: 20)[0];
        var text = string.Concat(trained.TargetSymbols.Decode(written.Symbols));
        #endregion

        Assert.Equal(20, text.Length);
    }

    [Fact]
    public async Task A_text_goes_on_symbol_by_symbol_until_it_is_enough()
    {
        #region stream
        using var trained = ModelFolder.Open(BoxedModels.Folder("character-lm"));
        using var enough = new CancellationTokenSource();
        var text = new StringBuilder("to ");
        try
        {
            await foreach (var next in new WayOfWriting().GoOnAsync(trained, "to ", length: 1000, enough.Token))
            {
                text.Append(next.Text);                                           // each as soon as it is computed
                if (text.Length == 20) enough.Cancel();
            }
        }
        catch (OperationCanceledException)
        {
            // It ends between two symbols; what was written is in the text.
        }
        #endregion

        Assert.Equal(20, text.Length);
    }

    [Fact]
    public async Task A_number_is_translated_symbol_by_symbol()
    {
#pragma warning disable xUnit1051 // whoever reads the guide has no test to cancel
        #region streamtranslation
        using var trained = ModelFolder.Open(BoxedModels.Folder("numbers-transformer"));
        var german = "";
        await foreach (var next in new WayOfWriting().TranslateAsync(trained, "four hundred and twenty-three")) german += next.Text;
        #endregion
#pragma warning restore xUnit1051

        Assert.Equal("vierhundertdreiundzwanzig", german);
    }

    [Fact]
    public void What_is_not_in_the_box_is_refused_by_the_names_of_what_is() =>
        Assert.Contains("character-lm", Assert.Throws<ArgumentException>(() => BoxedModels.Folder("nothing")).Message);
}
