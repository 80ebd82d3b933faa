using System.Security.Cryptography;
using System.Text;
using Heed.Models.Data;

namespace Heed.Bench.Texts;

/// <summary>Texts that need no file.</summary>
internal static class BuiltInText
{
    private const string Sonnets = "sonnets.txt";

    /// <summary>
    /// Four sonnets of Shakespeare (18, 29, 116, 130), published in 1609. The plays that the model in the box has
    /// learned from do not hold them.
    /// </summary>
    public static string Poems { get; } = Read();

    /// <summary>SHA-256 of <see cref="Poems"/>.</summary>
    public static string PoemsHash { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Poems)));

    /// <summary>
    /// Numbers in words, English and German, one to a line: a text of about a hundred thousand characters that is made up.
    /// </summary>
    public static TextData Numbers(int seed)
    {
        var data = NumberData.German(new() { To = 9999, Train = 1500, Validation = 1, Test = 1, Seed = seed });
        return new("numbers in words",
            string.Concat(data.Train.Select(p => $"{data.Source.Join(p.Source)} = {data.Target.Join(p.Target)}\n")),
            Segmentation.Characters);
    }

    private static string Read()
    {
        using var stream = typeof(BuiltInText).Assembly.GetManifestResourceStream(Sonnets)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
