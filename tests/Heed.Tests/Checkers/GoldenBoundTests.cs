using System.Text.Json;
using Heed.Cells;
using Heed.Golden;
using Heed.Tests.Conformance;

namespace Heed.Tests.Checkers;

/// <summary>Golden numbers are held to their tolerance: barely outside it they differ, barely inside they do not.</summary>
public sealed class GoldenBoundTests
{
    private const double Barely = 0.1, Allowance = 100;

    /// <summary>Of a tolerance for numbers with nine digits.</summary>
    private const double Sensible = 1.0 / 250;

    /// <summary>A kernel, a definition, a bound of its own, and a cell.</summary>
    private static readonly string[] Ids = ["causal", "gla", "nystrom", "gru"];

    /// <summary>Relative and absolute: each alone, and one that is larger than any bound on a card.</summary>
    private static readonly (double Relative, double Absolute)[] Tolerances = [(1e-6, 0), (0, 1e-8), (0, 1e-3)];

    public static TheoryData<string, bool, double, double> Cases() =>
    [
        .. from id in Ids from float32 in Both from t in Tolerances select (id, float32, t.Relative, t.Absolute),
    ];

    private static bool[] Both => [false, true];

    [Theory, MemberData(nameof(Cases))]
    public void Barely_outside_a_number_differs_and_barely_inside_it_does_not(string id, bool float32, double relative, double absolute)
    {
        using var scope = torch.NewDisposeScope();
        var exact = Exact(id, float32) with { Relative = relative, Absolute = absolute };
        Assert.Contains(exact.Outputs.Keys, name => name.StartsWith('d'));
        foreach (var (name, numbers) in exact.Outputs)
        {
            var at = Array.IndexOf(numbers.Data, numbers.Data.MaxBy(Math.Abs));
            var allowed = Allowed(id, float32, exact, numbers.Data[at]);
            Assert.Equal(GoldenStatus.Ok, Check(id, Moved(exact, name, at, allowed * (1 - Barely)), float32).Status);
            var outside = Check(id, Moved(exact, name, at, allowed * (1 + Barely)), float32);
            Assert.Equal(GoldenStatus.Differs, outside.Status);
            Assert.StartsWith($"{name}: max |Δ|", outside.Detail);
        }
    }

    /// <summary>In float32 words have the bound on their card, and cells have none.</summary>
    [Theory, InlineData(false, false), InlineData(true, false), InlineData(true, true)]
    public void The_tolerance_of_golden_numbers_is_used(bool cells, bool float32) => Assert.Contains(
        from path in Folders.Json(Folders.Golden)
        let file = GoldenFile.Read(path)
        where Cell.Find(file.Id) is not null == cells
        from golden in file.Cases
        select (file.Id, Case: golden with { Relative = golden.Relative * Sensible, Absolute = golden.Absolute * Sensible }),
        at => GoldenCheck.Run(at.Id, at.Case, float32).Status == GoldenStatus.Differs);

    /// <summary>How far a number, the largest of its tensor, may lie off.</summary>
    private static double Allowed(string id, bool float32, GoldenCase golden, double largest)
    {
        var (relative, size) = (golden.Relative * Math.Abs(largest), Math.Abs(largest));
        if (!float32) return golden.Absolute + relative;
        var bound = Cell.Find(id) is null ? Heed.Catalog.Find(id)!.Card.Float32Bound * size : 0;
        return Math.Max(Allowance * golden.Absolute, bound) + (Allowance * relative);
    }

    /// <summary>A small case, whose outputs are what is computed here and now.</summary>
    private static GoldenCase Exact(string id, bool float32)
    {
        var golden = GoldenFile.Read(Path.Combine(Folders.Golden, id + ".json")).Cases[0];
        var type = float32 ? torch.ScalarType.Float32 : torch.ScalarType.Float64;
        var got = Cell.Find(id) is { } cell ? OfCell(cell, golden, type) : GoldenRun.Of(id, golden, type).Outputs(golden.Outputs.Keys)!;
        var known = golden.Outputs.Keys.Where(name => got.GetValueOrDefault(name) is not null);
        return golden with { Outputs = known.ToDictionary(name => name, name => Of(got[name]!)) };
    }

    private static Dictionary<string, Tensor?> OfCell(Cell cell, GoldenCase golden, torch.ScalarType type) =>
        CellCheck.Outputs(cell, golden.Inputs.ToDictionary(i => i.Key, i => i.Value.ToTensor(type).requires_grad_(true)))
            .ToDictionary(o => o.Key, o => (Tensor?)o.Value);

    private static Numbers Of(Tensor tensor) =>
        new(tensor.shape, [.. tensor.detach().to(torch.float64).contiguous().data<double>()], false);

    private static GoldenCase Moved(GoldenCase golden, string name, int at, double by)
    {
        var outputs = new Dictionary<string, Numbers>(golden.Outputs);
        double[] data = [.. outputs[name].Data];
        data[at] += by;
        outputs[name] = outputs[name] with { Data = data };
        return golden with { Outputs = outputs };
    }

    /// <summary>What a file with that one case gives.</summary>
    private static GoldenResult Check(string id, GoldenCase golden, bool float32)
    {
        var path = Path.GetTempFileName();
        try
        {
            var (inputs, outputs) = (Said(golden.Inputs), Said(golden.Outputs));
            var tolerance = new { rtol = golden.Relative, atol = golden.Absolute };
            var one = new { name = golden.Name, options = golden.Options, inputs, outputs, tolerance };
            File.WriteAllText(path, JsonSerializer.Serialize(new { id, cases = new[] { one } }));
            return GoldenCheck.Run(path, float32).Single();
        }
        finally
        {
            File.Delete(path);
        }

        static Dictionary<string, object> Said(IReadOnlyDictionary<string, Numbers> named) =>
            named.ToDictionary(n => n.Key, n => (object)new { shape = n.Value.Shape, data = n.Value.Data });
    }
}
