namespace Heed.Models.Tests;

public sealed class AtomicFileTests
{
    [Fact]
    public void What_killed_programs_left_of_a_file_is_removed_and_nothing_else()
    {
        using var folder = new Folder();
        string[] kept = [".a.txt", ".a.txt.short", ".b.txt.abcdefgh.ijk", "a.txt.abcdefgh.ijk", ".a.txt.younger0.one"];
        foreach (var name in kept.Append(".a.txt.abcdefgh.ijk")) folder.Write(name, "");
        foreach (var name in Directory.GetFiles(folder.Path, "*", new EnumerationOptions { AttributesToSkip = 0 }))
            if (!name.EndsWith("younger0.one", StringComparison.Ordinal)) File.SetLastWriteTimeUtc(name, DateTime.UtcNow.AddDays(-1));
        AtomicFile.Write(folder["a.txt"], s => s.WriteByte(1));
        Assert.Equal(kept.Append("a.txt").Order(StringComparer.Ordinal),
            Directory.GetFiles(folder.Path, "*", new EnumerationOptions { AttributesToSkip = 0 })
                .Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
    }
}
