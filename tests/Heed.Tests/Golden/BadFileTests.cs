using Heed.Golden;

namespace Heed.Tests.Golden;

/// <summary>A file that cannot be run says what is wrong and where, in one result and without an exception.</summary>
public sealed class BadFileTests
{
    private const string Good = """
        { "id": "causal", "cases": [ { "name": "one", "options": {},
          "inputs": { "q": { "shape": [1,1,1,2], "data": [1,2] }, "k": { "shape": [1,1,1,2], "data": [1,2] },
            "v": { "shape": [1,1,1,2], "data": [3,4] } },
          "outputs": { "output": { "shape": [1,1,1,2], "data": [3, 4] } },
          "tolerance": { "rtol": 1e-6, "atol": 1e-8 } } ] }
        """;

    public static TheoryData<string, string, string[]> Corruptions() => new()
    {
        { "cut off", Good[..(Good.Length / 2)], ["not valid JSON", "line"] },
        { "empty", "", ["not valid JSON", "line 1"] },
        { "not an object", "[1, 2]", ["The file must be an object, not array"] },
        { "no id", Good.Replace("\"id\"", "\"name\""), ["The file has no 'id'"] },
        { "no cases", """{ "id": "causal", "cases": [] }""", ["no cases"] },
        { "shape of three", Good.Replace("[1,1,1,2], \"data\": [3,4] } },\n  \"out", "[1,1,1,3], \"data\": [3,4] } },\n  \"out"),
            ["cases[0].inputs.v.data", "2 numbers", "3"] },
        { "half a size", Good.Replace("\"q\": { \"shape\": [1,1,1,2]", "\"q\": { \"shape\": [1,1,1,2.5]"),
            ["cases[0].inputs.q.shape[3]", "2.5"] },
        { "not a number", Good.Replace("\"data\": [3,4]", "\"data\": [3,NaN]"), ["not valid JSON", "line 3"] },
        { "no number in JSON", Good.Replace("\"data\": [3,4]", "\"data\": [3,-Infinity]"), ["line 3", "boolean 'mask'", "'bias'"] },
        { "half a character", Good.Replace("\"one\"", "\"\\ud800\""), ["cases[0].name", "surrogate"] },
        { "a float mask", Good.Replace("\"v\":", "\"mask\": { \"shape\": [1,1], \"data\": [0] }, \"v\":"),
            ["'mask' is not boolean", "'bias'"] },
        { "a huge shape", Good.Replace("\"q\": { \"shape\": [1,1,1,2]", "\"q\": { \"shape\": [0,1,4611686018427387903,2]"),
            ["inputs.q.shape", "too large"] },
        { "null", Good.Replace("\"data\": [3,4]", "\"data\": [3,null]"), ["cases[0].inputs.v.data[1]", "not null"] },
        { "too large", Good.Replace("\"data\": [3,4]", "\"data\": [3,1e999]"), ["cases[0].inputs.v.data[1]", "too large"] },
        { "a text for a number", Good.Replace("\"data\": [3,4]", "\"data\": [3,\"4\"]"),
            ["cases[0].inputs.v.data[1]", "a number, not string"] },
        { "a key twice", Good.Replace("\"options\": {}", "\"options\": {}, \"options\": {}"), ["not valid JSON", "options"] },
        { "no output", Good.Replace("\"output\":", "\"result\":"), ["cases[0].outputs", "'output'"] },
        { "no query", Good.Replace("\"q\":", "\"x\":"), ["No signal named 'x'", "known are: q, k, v"] },
        { "a tolerance below zero", Good.Replace("1e-6", "-1e-6"), ["cases[0].tolerance.rtol", "negative"] },
        { "an unknown option", Good.Replace("\"options\": {}", "\"options\": { \"sharpness\": 2 }"), ["no option 'sharpness'"] },
        { "an option of the wrong kind", Good.Replace(
            "\"options\": {}", "\"options\": { \"alignment\": \"middle\" }"), ["'alignment'", "middle"] },
        { "an unknown input", Good.Replace("\"v\":", "\"w\": { \"shape\": [1], \"data\": [1] }, \"v\":"), ["No signal named 'w'"] },
        { "widths that do not fit", Good.Replace("\"q\": { \"shape\": [1,1,1,2]", "\"q\": { \"shape\": [1,1,2,1]"), ["width"] },
    };

    [Fact]
    public void The_file_that_is_corrupted_here_is_good_before() => Assert.Equal(GoldenStatus.Ok, Single(Good).Status);

    [Theory, MemberData(nameof(Corruptions))]
    public void A_bad_file_says_what_is_wrong_and_where(string how, string text, string[] words)
    {
        Assert.NotEqual(Good, text);
        var result = Single(text);
        Assert.True(result.Status == GoldenStatus.Bad, $"{how}: {result}");
        Assert.All(words, word => Assert.Contains(word, result.Detail));
    }

    [Fact]
    public void A_file_that_is_not_there_is_bad()
    {
        var result = Assert.Single(GoldenCheck.Run(Path.Combine(Path.GetTempPath(), Guid.NewGuid() + ".json")));
        Assert.Equal(GoldenStatus.Bad, result.Status);
        Assert.Contains("There is no file", result.Detail);
    }

    [Fact]
    public void An_id_that_the_catalog_lacks_is_unknown_and_not_bad() =>
        Assert.Equal(GoldenStatus.Unknown, Single(Good.Replace("\"causal\"", "\"no-such-mechanism\"")).Status);

    private static GoldenResult Single(string text)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, text);
            return Assert.Single(GoldenCheck.Run(path));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
