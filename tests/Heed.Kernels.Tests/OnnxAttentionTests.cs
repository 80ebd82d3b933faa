using Heed.Tests.Conformance;

namespace Heed.Kernels.Tests;

public class OnnxAttentionTests(ITestOutputHelper log)
{
    private const int Run = 64;
    private const int NotRun = 12;

    private static string Folder => Folders.Shared("conformance", "onnx-attention");

    [Fact]
    public void The_standard_operator_gives_the_same_outputs()
    {
        Assert.SkipUnless(Directory.Exists(Folder), $"{Folder} is missing");
        var (run, lacking, wrong) = (0, 0, new List<string>());
        foreach (var file in Folders.Json(Folder))
        {
            var (name, node) = (Path.GetFileNameWithoutExtension(file), OnnxCase.Read(file));
            if (OnnxAttention.Lacks(node) is { } reason)
            {
                lacking++;
                log.WriteLine($"{name} not run: {reason}");
                continue;
            }
            run++;
            var kernel = new OnnxAttention(node);
            wrong.AddRange(node.Outputs.Select(kernel.Differs).OfType<string>().Select(difference => $"{name}: {difference}"));
        }
        Assert.Empty(wrong);
        Assert.Equal((Run, NotRun), (run, lacking));
    }
}
