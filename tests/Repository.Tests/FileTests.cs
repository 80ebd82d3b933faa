using System.Text;
using System.Text.RegularExpressions;

namespace Repository.Tests;

/// <summary>What every file keeps to.</summary>
public sealed class FileTests
{
    private const int Longest = 200;
    private const int LongestWord = 80;
    private const int Widest = 140;
    private const string Vague = "(Util|Utils|Utility|Utilities|Helper|Helpers|Common|Manager|Managers)(?![a-z])";

    [Fact]
    public void No_file_is_longer_than_can_be_read_at_once() =>
        Tree.AssertNone(Tree.Code.Select(f => (File: f, Lines: Lines(f)))
            .Where(f => f.Lines > Longest).Select(f => $"{f.File} has {f.Lines} lines"));

    [Fact]
    public void No_line_of_code_is_wider_than_can_be_read_at_once() =>
        Tree.AssertNone(from file in Tree.Code
                        from line in File.ReadLines(Tree.Full(file)).Select((text, i) => (Number: i + 1, Width: text.Length))
                        where line.Width > Widest
                        select $"{file}, line {line.Number}, has {line.Width} characters");

    [Fact]
    public void A_word_of_the_catalog_fits_on_a_page()
    {
        var words = Tree.Code
            .Where(f => f.StartsWith("src/Heed/", StringComparison.Ordinal)
                && Regex.IsMatch(Tree.Read(f), @"\bsealed class \w+[^{;]*\bICataloged<\w+>"))
            .ToArray();
        Assert.Equal(Heed.Catalog.All.Count + Heed.Catalog.Layers.Count, words.Length);
        Tree.AssertNone(words.Select(f => (File: f, Lines: Lines(f)))
            .Where(f => f.Lines > LongestWord).Select(f => $"{f.File} has {f.Lines} lines"));
    }

    [Fact]
    public void No_file_and_no_type_has_a_name_that_says_nothing() => Tree.AssertNone(
        Tree.Files.Where(f => f.Split('/').Any(part => Regex.IsMatch(part, Vague)))
            .Concat(Matches(Tree.Code, @"\b(class|record|struct|interface|enum)\s+\w*" + Vague)));

    [Fact]
    public void Every_text_is_utf8_without_mark_and_ends_its_lines_with_lf()
    {
        var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
        Tree.AssertNone(Tree.Texts.Select(f => (File: f, Wrong: Fault(File.ReadAllBytes(Tree.Full(f)))))
            .Where(f => f.Wrong is not null).Select(f => $"{f.File}: {f.Wrong}"));

        string? Fault(byte[] bytes)
        {
            try
            {
                if (strict.GetString(bytes).StartsWith('\uFEFF')) return "begins with a byte order mark";
                return bytes.Contains((byte)'\r') ? "has a carriage return"
                    : bytes is [.., not (byte)'\n'] ? "does not end its last line" : null;
            }
            catch (DecoderFallbackException e)
            {
                return $"not UTF-8: {e.Message}";
            }
        }
    }

    [Fact]
    public void No_file_names_the_host_of_a_package_registry()
    {
        string[] registries = ["nuget", "npmjs", "pypi", "pythonhosted", "anaconda", "crates", "rubygems"];
        Tree.AssertNone(Matches(Tree.Texts, $@"\b({string.Join('|', registries)})\.(org|com|io|dev)\b"));
    }

    [Fact]
    public void No_file_names_a_folder_of_one_machine() =>
        Tree.AssertNone(Matches(Tree.Texts, @"(?<![\w.\-/*<])(/(work|root|home|Users)/\w|[A-Z]:\\Users)"));

    [Fact]
    public void No_test_is_skipped_without_a_reason()
    {
        var tests = Tree.Code
            .Where(f => f.StartsWith("tests/", StringComparison.Ordinal) && !f.EndsWith("/FileTests.cs", StringComparison.Ordinal))
            .ToArray();
        Tree.AssertNone(Matches(tests, @"\bAssert\.Skip\w*\([^""\r\n]*\);").Concat(Matches(tests, @"\bSkip\s*=\s*(""\s*""|null)")));
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("CHANGELOG.md")]
    [InlineData("CONTRIBUTING.md")]
    [InlineData("LICENSE")]
    public void What_people_look_for_first_is_there(string file) =>
        Assert.True(new FileInfo(Tree.Full(file)) is { Exists: true, Length: > 0 }, $"{file} is missing");

    [Fact]
    public void Every_link_between_documents_leads_to_a_file()
    {
        var links = from page in Tree.Files.Where(f => f.EndsWith(".md", StringComparison.Ordinal))
                    from Match link in Regex.Matches(
                        Regex.Replace(Tree.Read(page), "(?s)```.*?```|`[^`\n]*`", ""), @"\]\(([^)#\s]+)(#[^)]*)?\)")
                    let target = Uri.UnescapeDataString(link.Groups[1].Value)
                    where !Regex.IsMatch(target, "^[a-z]+:")
                    let path = Path.Combine(Path.GetDirectoryName(Tree.Full(page))!, target)
                    where !File.Exists(path) && !Directory.Exists(path)
                    select $"{page} points to {target}";
        Tree.AssertNone(links);
    }

    private static int Lines(string file) => File.ReadLines(Tree.Full(file)).Count();

    private static IEnumerable<string> Matches(IEnumerable<string> files, string pattern) =>
        from file in files
        from Match match in Regex.Matches(Tree.Read(file), pattern)
        select $"{file}: {match.Value}";
}
