namespace Heed.Fuzz.Tests;

/// <summary>The inputs that fuzzing found and that are kept: all are read, or refused as the reader documents it.</summary>
public sealed class KeptInputTests : IDisposable
{
    private static readonly string Kept = Path.Combine(AppContext.BaseDirectory, "corpus");

    public static TheoryData<string> Targets => [.. Target.All.Select(t => t.Name)];

    public void Dispose() => Scratch.Remove();

    [Theory]
    [MemberData(nameof(Targets))]
    public void A_reader_reads_or_refuses_each_and_does_both(string name)
    {
        var judged = Directory.GetFiles(Path.Combine(Kept, name)).Order(StringComparer.Ordinal)
            .Select(file => (File: Path.GetFileName(file), Verdict: Judge.Of(Target.Named(name), File.ReadAllBytes(file)))).ToArray();
        var faults = judged.Where(j => j.Verdict.Ruling == Ruling.Fault).Select(j => $"{name}/{j.File}: {j.Verdict.Why}");
        Assert.True(!faults.Any(), string.Join("\n", faults));
        Assert.Contains(judged, j => j.Verdict.Ruling == Ruling.Accepted);
        Assert.Contains(judged, j => j.Verdict.Ruling == Ruling.Refused);
    }

    [Fact]
    public void There_are_inputs_for_every_target_and_for_nothing_else() =>
        Assert.Equal(Target.All.Select(t => t.Name),
            Directory.GetDirectories(Kept).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal));
}
