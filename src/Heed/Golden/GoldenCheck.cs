namespace Heed.Golden;

/// <summary>Runs golden cases through the mechanism of their id, and says what differs and which other convention would match.</summary>
public static class GoldenCheck
{
    private const double Float32Allowance = 100;

    /// <summary>All cases of a file, one after the other; a file that cannot be read gives one result.</summary>
    /// <param name="path">A JSON file.</param>
    /// <param name="float32">Compute in float32 and allow a hundred times the tolerance, or the bound on the card.</param>
    public static IEnumerable<GoldenResult> Run(string path, bool float32 = false)
    {
        GoldenFile file;
        string? wrong = null;
        try
        {
            file = GoldenFile.Read(path);
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException or KeyNotFoundException)
        {
            (file, wrong) = (new("", []), e.Message);
        }

        if (wrong is not null)
        {
            yield return new(path, "", "", GoldenStatus.Bad, wrong);
            yield break;
        }

        if (file.Cases.Count == 0) yield return new(path, file.Id, "", GoldenStatus.Bad, "The file has no cases.");
        foreach (var golden in file.Cases)
        {
            var (status, detail) = Run(file.Id, golden, float32);
            yield return new(path, file.Id, golden.Name, status, detail);
        }
    }

    /// <summary>One case.</summary>
    /// <param name="id">The mechanism.</param>
    /// <param name="golden">The case.</param>
    /// <param name="float32">Compute in float32 and allow a hundred times the tolerance, or the bound on the card.</param>
    /// <returns>What came of it, and the details in words.</returns>
    public static (GoldenStatus Status, string Detail) Run(string id, GoldenCase golden, bool float32 = false)
    {
        try
        {
            if (Cells.Cell.Find(id) is { } cell) return CellCheck.Compare(cell, golden, float32, Float32Allowance);
            _ = Expression.Parse(id);
            return Compare(id, golden, float32);
        }
        catch (ExpressionException e) when (e.UnknownWord is not null)
        {
            return (GoldenStatus.Unknown, "");
        }
        catch (Exception e) when (e is FormatException or ArgumentException or NotSupportedException)
        {
            return (GoldenStatus.Bad, e.Message.Split(" (Parameter")[0]);
        }
    }

    private static (GoldenStatus Status, string Detail) Compare(string id, GoldenCase golden, bool float32)
    {
        using var scope = torch.NewDisposeScope();
        var type = float32 ? torch.ScalarType.Float32 : torch.ScalarType.Float64;
        var run = GoldenRun.Of(id, golden, type);
        var got = run.Outputs(golden.Outputs.Keys);
        var unexposed = golden.Outputs.Keys.Where(name => got[name] is null).ToArray();
        string[] said = [.. Path(run), .. unexposed.Length == 0 ? [] : (string[])[$"not exposed, skipped: {string.Join(", ", unexposed)}"]];
        var notes = string.Join("; ", said);
        foreach (var (name, expected) in golden.Outputs.Where(o => got[o.Key] is not null))
        {
            if (Between(got[name]!, expected) is not { } difference) continue;
            using var still = torch.no_grad();
            var other = Matches(got["output"]!) ? null : Convention.ThatMatches(run, Matches);
            var hint = other is null ? "" : $"; it would match with {other}";
            return (GoldenStatus.Differs, $"{name}: {difference}{hint}{(notes.Length == 0 ? "" : $" ({notes})")}");
        }

        return (GoldenStatus.Ok, notes);

        static string[] Path(GoldenRun run) => run.Route.Route == Route.Kernel ? ["kernel"] : [];

        static IEnumerable<long> Wide(long[] shape) => shape.Where(size => size != 1);

        bool Matches(Tensor output) => Between(output, golden.Outputs["output"]) is null;

        Difference? Between(Tensor tensor, Numbers expected)
        {
            if (run.IsOneQuery && Wide(tensor.shape).SequenceEqual(Wide(expected.Shape))) tensor = tensor.reshape(expected.Shape);
            if (!float32) return Difference.Between(tensor, expected, golden.Relative, golden.Absolute);
            var bound = run.Expression.Terms.Max(t => t.Entry.Card.Float32Bound) * expected.Data.Select(Math.Abs).DefaultIfEmpty().Max();
            var absolute = Math.Max(golden.Absolute * Float32Allowance, bound);
            return Difference.Between(tensor, expected, golden.Relative * Float32Allowance, absolute);
        }
    }
}

/// <summary>What came of a case.</summary>
public enum GoldenStatus
{
    /// <summary>All outputs are within the tolerance.</summary>
    Ok,

    /// <summary>An output is not.</summary>
    Differs,

    /// <summary>The catalog has no such mechanism.</summary>
    Unknown,

    /// <summary>The file, or the case, cannot be run.</summary>
    Bad,
}

/// <summary>One line of the report.</summary>
/// <param name="File">The file.</param>
/// <param name="Id">The mechanism.</param>
/// <param name="Case">The case; empty when the whole file is bad.</param>
/// <param name="Status">What came of it.</param>
/// <param name="Detail">The details in words; may be empty.</param>
public sealed record GoldenResult(string File, string Id, string Case, GoldenStatus Status, string Detail)
{
    /// <summary>The line: one, whatever the names in the file hold.</summary>
    public override string ToString()
    {
        var place = Case.Length == 0 ? File : $"{Id}/{Case}";
        var line = Status switch
        {
            GoldenStatus.Ok => $"{place}: ok{(Detail.Length == 0 ? "" : $" ({Detail})")}",
            GoldenStatus.Differs => $"{place}: DIFFERS {Detail}",
            GoldenStatus.Unknown => $"{place}: unknown id",
            _ => $"{place}: bad file: {Detail}",
        };
        return line.ReplaceLineEndings(" ");
    }
}
