using Heed.Tests.Conformance;

namespace Heed.Kernels.Tests;

public class OnnxAttentionTests(ITestOutputHelper log)
{
    private const int Cases = 76;
    private const int Scores = 12;                                                  // cases that ask for them beside the output

    private static string Folder => Folders.Shared("conformance", "onnx-attention");

    [Fact]
    public void The_standard_operator_gives_the_same_outputs()
    {
        Assert.SkipUnless(Directory.Exists(Folder), $"{Folder} is missing");
        var (cases, lacking, wrong) = (0, 0, new List<string>());
        foreach (var file in Folders.Json(Folder))
        {
            var (name, node) = (Path.GetFileNameWithoutExtension(file), OnnxCase.Read(file));
            var kernel = new OnnxAttention(node);
            cases++;
            foreach (var output in node.Outputs)
            {
                if (OnnxAttention.Lacks(node, output) is { } reason)
                {
                    lacking++;
                    log.WriteLine($"{name}: {output.Name} not compared: {reason}");
                }
                else if (kernel.Differs(output) is { } difference) wrong.Add($"{name}: {difference}");
            }
        }
        Assert.Empty(wrong);
        Assert.Equal((Cases, Scores), (cases, lacking));
    }
}
