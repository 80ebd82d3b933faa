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
        if (golden.Options.Count > 0) throw new FormatException($"'{cell.Id}' takes no option '{golden.Options.Keys.First()}'.");
        AssertInputs(cell, golden);
        var type = float32 ? torch.ScalarType.Float32 : torch.ScalarType.Float64;
        var inputs = golden.Inputs.ToDictionary(i => i.Key, i => i.Value.ToTensor(type));
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

    private static void AssertInputs(Cell cell, GoldenCase golden)
    {
        if (Required.FirstOrDefault(n => !golden.Inputs.ContainsKey(n)) is { } missing)
            throw new FormatException($"The input '{missing}' is missing.");
        if (golden.Inputs.Keys.FirstOrDefault(n => !Known.Contains(n)) is { } unknown)
            throw new FormatException($"'{cell.Id}' has no input '{unknown}'; known are {string.Join(", ", Known)}.");
        if (golden.Inputs.Keys.FirstOrDefault(n => golden.Inputs[n].Data.Length == 0) is not { } empty) return;
        var shape = string.Join(", ", golden.Inputs[empty].Shape);
        throw new FormatException(
            $"The input '{empty}' is ({shape}), which holds nothing; a cell needs at least one text, token and feature.");
    }

    /// <summary>The convention that would match: the other place of the reset gate, or other orders of the gates.</summary>
    private static string Other(Cell cell, IReadOnlyDictionary<string, Tensor> inputs, GoldenCase golden, double factor)
    {
        using var still = torch.no_grad();
        var alike = Cell.All.Where(c => c.Gates == cell.Gates).ToArray();
        var places = alike.Where(c => c != cell).Select(c => (Words: $"the cell '{c.Id}'", Cell: c, Order: cell.Gates));
        var orders = Orders(cell.Gates).SelectMany(o => alike.Select(c => (Words: Ordered(o, c), Cell: c, Order: o)));
        var match = places.Concat(orders).FirstOrDefault(c => Matches(c.Cell, c.Order));
        return match.Words is null ? "" : $"; it would match with {match.Words}";

        string Ordered(string order, Cell other) =>
            $"gates in the order {string.Join(",", order.AsEnumerable())}{(other == cell ? "" : $" and the cell '{other.Id}'")}";

        bool Matches(Cell other, string order)
        {
            var output = Outputs(other, Reordered(inputs, cell.Gates, order))["output"];
            return Difference.Between(output, golden.Outputs["output"], golden.Relative * factor, golden.Absolute * factor) is null;
        }
    }

    private static IEnumerable<string> Orders(string gates) => gates.Length <= 1 ? [gates]
        : gates.SelectMany(g => Orders(gates.Replace(g.ToString(), "")).Select(rest => g + rest));

    private static Dictionary<string, Tensor> Reordered(IReadOnlyDictionary<string, Tensor> inputs, string ours, string theirs)
    {
        return inputs.ToDictionary(i => i.Key, i => i.Key is "w_ih" or "w_hh" or "b_ih" or "b_hh" ? Moved(i.Value) : i.Value);

        Tensor Moved(Tensor gates)
        {
            var rows = gates.chunk(ours.Length, 0);
            return torch.cat([.. ours.Select(gate => rows[theirs.IndexOf(gate)])], 0);
        }
    }

    /// <summary>Everything that a case may name, and the gradients of those inputs that ask for one.</summary>
    public static Dictionary<string, Tensor> Outputs(Cell cell, IReadOnlyDictionary<string, Tensor> inputs)
    {
        var (biasIn, biasBack) = (inputs.GetValueOrDefault("b_ih"), inputs.GetValueOrDefault("b_hh"));
        var weights = new CellWeights(inputs["w_ih"], inputs["w_hh"], biasIn, biasBack, inputs.GetValueOrDefault("peepholes"));
        var (output, last) = cell.Run(inputs["x"], new(inputs["h0"], inputs.GetValueOrDefault("c0")), weights);
        var got = new Dictionary<string, Tensor> { ["output"] = output };
        if (last.Memory is { } memory) got["cell_state"] = memory;
        if (!output.requires_grad) return got;
        (output * torch.arange(output.numel(), output.dtype).view(output.shape).mul(0.1).cos()).sum().backward();
        foreach (var (name, tensor) in inputs.Where(i => i.Value.requires_grad))
            got[Gradient(name)] = tensor.grad ?? torch.zeros_like(tensor);
        return got;
    }

    private static string Gradient(string input) => input.Length == 1 ? $"d{input}" : $"d_{input}";
}
