using System.Text.Json.Nodes;
using Heed.Cells;
using Heed.Golden;
using Heed.Tests.Conformance;

namespace Heed.Tests.Cells;

/// <summary>Cells agree with the library's modules, and numbers of another convention are told from ours.</summary>
public sealed class CellTests
{
    public static TheoryData<string> Gated => [.. Cell.All.Where(c => c.Gates.Length > 1 && c.Id != "gru-reset-before").Select(c => c.Id)];

    [Fact]
    public void A_gru_is_the_one_of_the_library()
    {
        using var scope = torch.NewDisposeScope();
        using var module = torch.nn.GRU(3, 4, batchFirst: true);
        var (x, h) = (torch.randn(2, 5, 3), torch.randn(2, 4));
        var (expected, _) = module.call(x, h.unsqueeze(0));
        AssertClose(expected, Cell.Find("gru")!.Run(x, new(h), Weights(module)).Output);
    }

    [Fact]
    public void An_lstm_is_the_one_of_the_library()
    {
        using var scope = torch.NewDisposeScope();
        using var module = torch.nn.LSTM(3, 4, batchFirst: true);
        var (x, h, c) = (torch.randn(2, 5, 3), torch.randn(2, 4), torch.randn(2, 4));
        var (expected, _, memory) = module.call(x, (h.unsqueeze(0), c.unsqueeze(0)));
        var (output, last) = Cell.Find("lstm")!.Run(x, new(h, c), Weights(module));
        AssertClose(expected, output);
        AssertClose(memory.squeeze(0), last.Memory!);
    }

    [Theory, MemberData(nameof(Gated))]
    public void Gates_in_another_order_are_refused_and_the_order_is_named(string id)
    {
        var gates = Cell.Find(id)!.Gates;
        var swapped = $"{gates[1]}{gates[0]}{gates[2..]}";
        var result = Changed(id, rows => [rows[1], rows[0], .. rows[2..]]);
        Assert.Equal(GoldenStatus.Differs, result.Status);
        Assert.Contains($"gates in the order {string.Join(",", swapped.AsEnumerable())}", result.Detail);
    }

    [Fact]
    public void A_reset_before_the_product_is_named()
    {
        var result = Run("gru", json => json["id"] = "gru-reset-before");
        Assert.Equal(GoldenStatus.Differs, result.Status);
        Assert.Contains("the cell 'gru'", result.Detail);
    }

    [Fact]
    public void A_weight_that_does_not_fit_is_named_with_the_shape_expected()
    {
        var result = Run("gru", json => json["cases"]![0]!["inputs"]!["w_hh"] = JsonNode.Parse("""{"shape":[2,2],"data":[1,2,3,4]}"""));
        Assert.Equal(GoldenStatus.Bad, result.Status);
        Assert.Contains("'w_hh' has shape (2, 2); expected (6, 2)", result.Detail);
    }

    [Theory]
    [InlineData("w_ih", "missing")]
    [InlineData("c0", "needs 'c0'")]
    public void A_missing_input_is_named(string input, string words)
    {
        var result = Run("lstm", json => json["cases"]![0]!["inputs"]!.AsObject().Remove(input));
        Assert.Equal(GoldenStatus.Bad, result.Status);
        Assert.Contains(words, result.Detail);
    }

    private static GoldenResult Changed(string id, Func<JsonNode[], JsonNode[]> reorder) => Run(id, json =>
    {
        var inputs = json["cases"]![0]!["inputs"]!.AsObject();
        foreach (var name in new[] { "w_ih", "w_hh", "b_ih", "b_hh" })
        {
            var data = inputs[name]!["data"]!.AsArray().Select(n => n!.DeepClone()).ToArray();
            var rows = data.Chunk(data.Length / Cell.Find(id)!.Gates.Length).Select(r => (JsonNode)new JsonArray(r)).ToArray();
            inputs[name]!["data"] = new JsonArray([.. reorder(rows).SelectMany(r => r.AsArray().Select(n => n!.DeepClone()))]);
        }
    });

    private static GoldenResult Run(string id, Action<JsonNode> change)
    {
        var json = JsonNode.Parse(File.ReadAllText(Path.Combine(Folders.Golden, id + ".json")))!;
        change(json);
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, json.ToJsonString());
            return GoldenCheck.Run(path).First();
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static CellWeights Weights(torch.nn.Module module)
    {
        var named = module.named_parameters().ToDictionary(p => p.name, p => (Tensor)p.parameter);
        return new(named["weight_ih_l0"], named["weight_hh_l0"], named["bias_ih_l0"], named["bias_hh_l0"]);
    }

    private static void AssertClose(Tensor expected, Tensor got) =>
        Assert.True(expected.allclose(got, 1e-5, 1e-6), $"max |Δ| {(expected - got).abs().max().ToSingle()}");
}
