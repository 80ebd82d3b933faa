using System.Text;
using Heed.Golden;

namespace Heed.Tests.Golden;

/// <summary>Whatever a file holds, each of its cases is a result with a reason, and the next is read.</summary>
public sealed class MutatedFileTests
{
    private const string Pairwise = """
        { "id": "sliding-window + rope", "cases": [ { "name": "one", "options": { "window": 2 },
          "inputs": { "q": { "shape": [1,2,2,2], "data": [1,2,3,4,5,6,7,8] }, "k": { "shape": [1,1,2,2], "data": [1,2,3,4] },
            "v": { "shape": [1,1,2,2], "data": [3,4,5,6] },
            "key_mask": { "shape": [1,2], "dtype": "bool", "data": [true, true] } },
          "outputs": { "output": { "shape": [1,2,2,2], "data": [3,4,3,4,5,6,5,6] } },
          "tolerance": { "rtol": 1e-6, "atol": 1e-8 } } ] }
        """;

    private const string Recurrent = """
        { "id": "gla", "cases": [ { "name": "one", "options": {},
          "inputs": { "q": { "shape": [1,1,2,2], "data": [1,2,3,4] }, "k": { "shape": [1,1,2,2], "data": [1,2,3,4] },
            "v": { "shape": [1,1,2,2], "data": [3,4,5,6] }, "log_decay": { "shape": [1,1,2,2], "data": [0,-1,-2,0] } },
          "outputs": { "output": { "shape": [1,1,2,2], "data": [3,4,3,4] }, "dq": { "shape": [1,1,2,2], "data": [0,0,0,0] } },
          "tolerance": { "rtol": 1, "atol": 1 } } ] }
        """;

    private const string Cell = """
        { "id": "lstm", "cases": [ { "name": "c", "options": {},
          "inputs": { "x": { "shape": [1,1,1], "data": [1] }, "h0": { "shape": [1,1], "data": [0] },
            "c0": { "shape": [1,1], "data": [0] }, "w_ih": { "shape": [4,1], "data": [0,1,2,3] },
            "w_hh": { "shape": [4,1], "data": [0,0,0,0] }, "b_ih": { "shape": [4], "data": [0,0,0,0] } },
          "outputs": { "output": { "shape": [1,1,1], "data": [0] } },
          "tolerance": { "rtol": 1, "atol": 1 } } ] }
        """;

    [Theory]
    [InlineData(Pairwise, 1)]
    [InlineData(Recurrent, 2)]
    [InlineData(Cell, 3)]
    public void Any_file_gives_a_result_for_each_case(string good, int seed)
    {
        var path = Path.GetTempFileName();
        try
        {
            foreach (var bytes in Mutations.Of(good, seed, 400))
            {
                File.WriteAllBytes(path, bytes);
                var results = Read(path, bytes);
                Assert.NotEmpty(results);
                foreach (var result in results.Where(r => r.Status == GoldenStatus.Bad))
                {
                    Assert.True(result.Detail is [not ' ', .., '.'] && !result.Detail.Contains('\n'),
                        $"{result.Detail}\n{Encoding.UTF8.GetString(bytes)}");
                }
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static GoldenResult[] Read(string path, byte[] bytes)
    {
        try
        {
            return [.. GoldenCheck.Run(path)];
        }
        catch (Exception e)
        {
            Assert.Fail($"{e}\n{Encoding.UTF8.GetString(bytes)}");
            return [];
        }
    }
}
