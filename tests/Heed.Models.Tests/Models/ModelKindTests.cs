namespace Heed.Models.Tests.Models;

public sealed class ModelKindTests
{
    [Fact]
    public void Every_model_there_is_has_a_kind()
    {
        var models = typeof(SequenceModel).Assembly.GetTypes()
            .Where(t => t.IsSubclassOf(typeof(SequenceModel)) && !t.IsAbstract).Select(t => t.Name);
        var built = ModelKind.All.Select(kind =>
        {
            using var model = kind.Build(kind.For(12, 12));
            return model.GetType().Name;
        });
        Assert.Equal(models.Order(StringComparer.Ordinal), built.Order(StringComparer.Ordinal));
    }
}
