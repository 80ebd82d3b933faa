using Heed.Golden;
using Heed.Tests.Conformance;

namespace Heed.Tests.Golden;

public sealed class GoldenTests
{
    private const string None = "no files";

    public static TheoryData<string, string, bool> Cases()
    {
        var rows = from path in Folders.Json(Folders.Golden)
                   from golden in GoldenFile.Read(path).Cases
                   from float32 in new[] { false, true }
                   select (Path.GetFileName(path), golden.Name, float32);
        return [.. rows];
    }

    public static TheoryData<string> SharedFiles() =>
        [.. Folders.Json(Folders.Shared("golden")).Select(f => Path.GetFileName(f)).DefaultIfEmpty(None)];

    [Theory, MemberData(nameof(Cases))]
    public void A_golden_case_is_met_and_in_float32_through_the_kernel_where_there_is_one(string file, string name, bool float32)
    {
        var golden = GoldenFile.Read(Path.Combine(Folders.Golden, file));
        var one = golden.Cases.Single(c => c.Name == name);
        var (status, detail) = GoldenCheck.Run(golden.Id, one, float32);
        Assert.True(status == GoldenStatus.Ok, detail);
        // some options of a word have none
        var has = HasKernel(golden.Id) && GoldenRun.Of(golden.Id, one, torch.float32).Expression.ToMechanism().NoKernel is null;
        Assert.Equal(float32 && has, detail.Contains("kernel"));
    }

    [Fact]
    public void Some_golden_cases_are_of_what_has_a_kernel() =>
        Assert.Contains(Folders.Json(Folders.Golden), path => HasKernel(Path.GetFileNameWithoutExtension(path)));

    [Fact]
    public void A_golden_file_is_named_after_its_mechanism() =>
        Assert.All(Folders.Json(Folders.Golden), path => Assert.Equal(Path.GetFileNameWithoutExtension(path), GoldenFile.Read(path).Id));

    [Theory, MemberData(nameof(SharedFiles))]
    public void No_case_that_the_catalog_knows_differs_or_is_refused(string file)
    {
        Assert.SkipWhen(file == None, $"{Folders.Shared("golden")} is missing");
        var results = GoldenCheck.Run(Folders.Shared("golden", file)).ToArray();
        Assert.NotEmpty(results);
        Assert.All(results, r => Assert.True(r.Status is GoldenStatus.Ok or GoldenStatus.Unknown, r.ToString()));
        var id = Path.GetFileNameWithoutExtension(file);
        var known = Heed.Catalog.Find(id) is not null || Heed.Cells.Cell.Find(id) is not null;
        Assert.All(results, r => Assert.Equal(known, r.Status == GoldenStatus.Ok));
    }

    /// <summary>Cells are in no catalog.</summary>
    private static bool HasKernel(string id) => Heed.Catalog.Find(id) is { } entry && entry.Mechanism.NoKernel is null;
}
