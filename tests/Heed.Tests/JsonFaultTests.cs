using System.Text.Json;

namespace Heed.Tests;

/// <summary>What is wrong with JSON is said in words of the file, without names of types.</summary>
public sealed class JsonFaultTests
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    [Theory]
    [InlineData("", "There is nothing in it (line 1).")]
    [InlineData("[", "What stands there is of another kind than is expected (line 1).")]
    [InlineData("{ \"name\": 1, \"size\": 1 }", "What stands there is of another kind than is expected (line 1 at '$.name').")]
    [InlineData("{ \"name\": \"a\" }", "It lacks 'size' (line 1).")]
    [InlineData("{ \"name\": \"a\", \"size\": 1, \"other\": 2 }", "It has a property 'other', which is not known (line 1 at '$.other').")]
    [InlineData("{ \"name\": null, \"size\": 1 }", "What stands there is null, which it may not be (line 1 at '$.name').")]
    public void The_words_are_of_the_file(string json, string words) =>
        Assert.Equal(words, JsonFault.Words(Assert.ThrowsAny<JsonException>(() => JsonSerializer.Deserialize<Thing>(json, Options))));

    private sealed record Thing(string Name, int Size);
}
