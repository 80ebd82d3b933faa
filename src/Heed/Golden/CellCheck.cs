using Heed.Cells;

namespace Heed.Golden;

/// <summary>A golden case of a recurrent cell: x, h0, c0 and the weights by their names, computed step by step.</summary>
internal static class CellCheck
{
    private static readonly string[] Required = ["x", "h0", "w_ih", "w_hh"];
    private static readonly string[] Known = [.. Required, "c0", "b_ih", "b_hh", "peepholes"];

    public static (GoldenStatus Status, string Detail) Compare(Cell cell, GoldenCase golden, bool float32, double allowance)
    {
        using var scope = torch.NewDisposeScope();
        if (golden.Options.Count > 0) throw new FormatException($"'{cell.Id}' takes no option '{golden.Options.Keys.First()}'");
        foreach (var name in Required.Where(n => !golden.Inputs.ContainsKey(n))) throw new FormatException($"the input '{name}' is missing");
        foreach (var name in golden.Inputs.Keys.Where(n => !Known.Contains(n))) throw new FormatException($"'{cell.Id}' has no input '{name}'; known are {string.Join(", ", Known)}");
        foreach (var (name, empty) in golden.Inputs.Where(i => i.Value.Data.Length == 0))
            throw new FormatException($"the input '{name}' is ({string.Join(", ", empty.Shape)}), which holds nothing; a cell needs at least one text, token and feature");
        var inputs = golden.Inputs.ToDictionary(i => i.Key, i => i.Value.ToTensor(float32 ? torch.ScalarType.Float32 : torch.ScalarType.Float64));
        foreach (var (name, tensor) in inputs) tensor.requires_grad_(golden.Outputs.ContainsKey(Gradient(name)));
        var got = Outputs(cell, inputs);
        var unexposed = golden.Outputs.Keys.Where(name => !got.ContainsKey(name)).ToArray();
        var notes = unexposed.Length == 0 ? "" : $"not exposed, skipped: {string.Join(", ", unexposed)}";
        foreach (var (name, expected) in golden.Outputs.Where(o => got.ContainsKey(o.Key)))
        {
            var factor = float32 ? allowance : 1;
            if (Difference.Between(got[name], expected, golden.Relative * factor, golden.Absolute * factor) is { } difference)
                return (GoldenStatus.Differs, $"{name}: {difference}{Other(cell, inputs, golden, factor)}");
        }

        return (GoldenStatus.Ok, notes);
    }

    /// <summary>The convention that would match: the other place of the reset gate, or other orders of the gates.</summary>
    private static string Other(Cell cell, IReadOnlyDictionary<string, Tensor> inputs, GoldenCase golden, double factor)
    {
        using var still = torch.no_grad();
        var places = Cell.All.Where(c => c.Gates == cell.Gates && c != cell).Select(c => (Words: $"the cell '{c.Id}'", Cell: c, Order: cell.Gates));
        var orders = Orders(cell.Gates).SelectMany(o => Cell.All.Where(c => c.Gates == cell.Gates).Select(c => (Words: $"gates in the order {string.Join(",", o.AsEnumerable())}{(c == cell ? "" : $" and the cell '{c.Id}'")}", Cell: c, Order: o)));
        var match = places.Concat(orders).FirstOrDefault(c => Difference.Between(Outputs(c.Cell, Reordered(inputs, cell.Gates, c.Order))["output"], golden.Outputs["output"], golden.Relative * factor, golden.Absolute * factor) is null);
        return match.Words is null ? "" : $"; it would match with {match.Words}";
    }

    private static IEnumerable<string> Orders(string gates) => gates.Length <= 1 ? [gates]
        : gates.SelectMany(g => Orders(gates.Replace(g.ToString(), "")).Select(rest => g + rest));

    private static Dictionary<string, Tensor> Reordered(IReadOnlyDictionary<string, Tensor> inputs, string ours, string theirs) => inputs.ToDictionary(i => i.Key, i =>
    {
        if (i.Key is not ("w_ih" or "w_hh" or "b_ih" or "b_hh")) return i.Value;
        var rows = i.Value.chunk(ours.Length, 0);
        return torch.cat([.. ours.Select(gate => rows[theirs.IndexOf(gate)])], 0);
    });

    private static Dictionary<string, Tensor> Outputs(Cell cell, IReadOnlyDictionary<string, Tensor> inputs)
    {
        var weights = new CellWeights(inputs["w_ih"], inputs["w_hh"], inputs.GetValueOrDefault("b_ih"), inputs.GetValueOrDefault("b_hh"), inputs.GetValueOrDefault("peepholes"));
        var (output, last) = cell.Run(inputs["x"], new(inputs["h0"], inputs.GetValueOrDefault("c0")), weights);
        var got = new Dictionary<string, Tensor> { ["output"] = output };
        if (last.Memory is { } memory) got["cell_state"] = memory;
        if (!output.requires_grad) return got;
        (output * torch.arange(output.numel(), output.dtype).view(output.shape).mul(0.1).cos()).sum().backward();
        foreach (var (name, tensor) in inputs.Where(i => i.Value.requires_grad)) got[Gradient(name)] = tensor.grad ?? torch.zeros_like(tensor);
        return got;
    }

    private static string Gradient(string input) => input.Length == 1 ? $"d{input}" : $"d_{input}";
}
