using System.Text;
using CsCheck;

namespace Heed.Models.Tests.Text;

/// <summary>Random well-formed text: what people write, what breaks offsets, and any code point at all.</summary>
internal static class AnyText
{
    private static readonly string[] Fragments =
    [
        "a", "Z", "hope", "don't", "rock ’n’ roll", "_", "3.14", "x²", " ", "  ", "\t", "\n", "\r\n", "\r", "\u00A0",
        "\u2028", ",", "?!", "'", "’", "é", "e\u0301", "\u0301", "o\u0328\u0304", "ñ", "👍", "👍🏽", "👨‍👩‍👧‍👦", "🏳️‍🌈", "🇫🇷", "🇫",
        "1️⃣", "❤️", "\u200D", "\uFE0F", "🏽", "漢字", "𠮷", "ひらがな", "カタカナ", "한국어", "\u1112\u1161\u11AB", "שלום", "مرحبا", "\u200F", "नमस्ते",
        "สวัสดี", "\u0600١", "\u0000", "\uFEFF", "\uFFFD", "<|endoftext|>",
    ];

    private static readonly Gen<string> AnyRune = Gen.OneOf(Gen.Int[0, 0xD7FF], Gen.Int[0xE000, 0x10FFFF])
        .Select(value => new Rune(value).ToString());

    public static Gen<string> Drawn { get; } =
        Gen.Frequency((4, Gen.OneOf(Fragments)), (1, AnyRune)).Array[0, 24].Select(string.Concat);
}
