namespace Heed.Tests.Conformance;

public sealed class OnnxAttentionTests
{
    private const int Published = 76;
    private const string None = "no cases";

    private static string Folder => Folders.Shared("conformance", "onnx-attention");

    public static TheoryData<string> Cases() =>
        [.. Folders.Json(Folder).Select(f => Path.GetFileNameWithoutExtension(f)).DefaultIfEmpty(None)];

    [Theory, MemberData(nameof(Cases))]
    public void The_standard_operator_gives_the_same_outputs(string name)
    {
        Assert.SkipWhen(name == None, $"{Folder} is missing");
        using var scope = torch.NewDisposeScope();
        var node = OnnxCase.Read(Path.Combine(Folder, name + ".json"));
        var computed = new OnnxAttention(node).Run();
        Assert.NotEmpty(node.Outputs);
        Assert.All(node.Outputs, expected => Assert.Null(expected.Against(computed[expected.Name])));
    }

    [Fact]
    public void Every_published_case_is_run()
    {
        Assert.SkipUnless(Directory.Exists(Folder), $"{Folder} is missing");
        Assert.Equal(Published, Cases().Count);
    }
}
