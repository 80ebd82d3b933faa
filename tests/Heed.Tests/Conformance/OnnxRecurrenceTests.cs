using Heed.Cells;

namespace Heed.Tests.Conformance;

/// <summary>The standard's recurrent operators, whose gates stand in another order and whose GRU resets before the product.</summary>
public sealed class OnnxRecurrenceTests
{
    private const int Published = 12;
    private const string None = "no cases";

    private static string Folder => Folders.Shared("conformance", "onnx-rnn");

    public static TheoryData<string> Cases() =>
        [.. Folders.Json(Folder).Select(f => Path.GetFileNameWithoutExtension(f)).DefaultIfEmpty(None)];

    [Theory, MemberData(nameof(Cases))]
    public void The_standard_operator_gives_the_same_states(string name)
    {
        Assert.SkipWhen(name == None, $"{Folder} is missing");
        using var scope = torch.NewDisposeScope();
        var node = OnnxCase.Read(Path.Combine(Folder, name + ".json"));
        var (output, last) = Run(name, node);                                               // (B, T, W), (B, W)
        var byRow = node.Attribute("layout") == 1;
        Assert.NotEmpty(node.Outputs);
        Assert.All(node.Outputs, expected => Assert.Null(expected.Against(expected.Name switch
        {
            "Y" => byRow ? output.unsqueeze(2) : output.transpose(0, 1).unsqueeze(1),
            _ => last.unsqueeze(byRow ? 1 : 0),
        })));
    }

    [Fact]
    public void Every_published_case_is_run()
    {
        Assert.SkipUnless(Directory.Exists(Folder), $"{Folder} is missing");
        Assert.Equal(Published, Cases().Count);
    }

    private static (Tensor Output, Tensor Last) Run(string name, OnnxCase node)
    {
        var (id, theirs) = name.Contains("lstm") ? ("lstm", "iofg")
            : name.Contains("gru") ? ("gru-reset-before", "zrn") : ("rnn-tanh", "h");
        var cell = Cell.Find(id)!;
        var x = node.Input("X")!;
        if (node.Attribute("layout") != 1) x = x.transpose(0, 1);                          // (B, T, I)
        var hidden = node.Input("R")!.squeeze(0);
        var (rows, width) = (x.shape[0], hidden.shape[1]);
        var biases = node.Input("B")?.squeeze(0).chunk(2, 0);
        var weights = new CellWeights(Ours(node.Input("W")!.squeeze(0)), Ours(hidden),
            biases is null ? null : Ours(biases[0]), biases is null ? null : Ours(biases[1]),
            node.Input("P")?.view(3, width).index_select(0, torch.tensor([0L, 2L, 1L])));   // i, o, f there; i, f, o here
        var start = new CellState(Start("initial_h"), cell.HasMemory ? Start("initial_c") : null);
        if (node.Input("sequence_lens") is { } lengths) Assert.True(lengths.eq(x.shape[1]).all().ToBoolean());
        var (output, last) = cell.Run(x, start, weights);
        return (output, last.Output);

        Tensor Ours(Tensor theirRows)
        {
            var gates = theirRows.chunk(theirs.Length, 0);
            return torch.cat([.. cell.Gates.Select(gate => gates[theirs.IndexOf(gate)])], 0);
        }

        Tensor Start(string input) => node.Input(input)?.squeeze(0) ?? torch.zeros(rows, width);
    }
}
