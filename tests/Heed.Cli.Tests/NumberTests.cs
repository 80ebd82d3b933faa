using System.CommandLine;
using System.Globalization;
using Heed.Cli.Verbs;

namespace Heed.Cli.Tests;

/// <summary>Every number that an option takes has bounds, which the help tells: found by walking over all options of all verbs.</summary>
public sealed class NumberTests
{
    private static readonly Type[] Numbers = [typeof(int), typeof(long), typeof(double), typeof(float), typeof(decimal), typeof(uint)];

    private const NumberStyles Written = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    private static readonly string[] Tried =
    [
        "0", "-1", "1", "0.5", "-0", "2147483647", "-2147483648", "2147483648", "9223372036854775807", "1e308", "1e400", "NaN", "Infinity",
        "-Infinity", "∞", "garbage", "", " ", "1,5", "0x10", "１", "99999999999999999999", "1\n2",
    ];

    public static TheoryData<string, string> Options() => new(Bounded().Select(b => (b.Verb, b.Option.Name)));

    [Fact]
    public void Every_number_has_bounds()
    {
        var numeric = Walk(HeedCommand.Root(), "").Where(o => IsNumber(o.Option.ValueType)).ToArray();
        Assert.True(numeric.Length >= 50);
        Assert.All(numeric, o => Assert.True(o.Option is IBounded, $"'{o.Verb} {o.Option.Name}' takes any number: use {nameof(Number)}."));
    }

    [Theory, MemberData(nameof(Options))]
    public void What_is_out_of_bounds_is_refused_in_one_line_before_any_work(string verb, string name)
    {
        var option = Bounded().First(b => b.Verb == verb && b.Option.Name == name).Option;
        var bounds = (IBounded)option;
        Assert.Contains($"[{bounds.Least} to {bounds.Most}]", option.Description);
        var (least, most) = (Value(bounds.Least), Value(bounds.Most));
        var root = HeedCommand.Root();
        Heed.Run([.. verb.Split(' '), name, "garbage"]).AssertRefused();
        foreach (var word in Tried.Append(bounds.Least).Append(bounds.Most))
        {
            var complaints = root.Parse([.. verb.Split(' '), name, word]).Errors.Select(e => e.Message)
                .Where(m => m.StartsWith(name, StringComparison.Ordinal)).ToArray();
            var whole = option.ValueType.ToString().Contains("Int", StringComparison.Ordinal);
            var fits = double.TryParse(word, Written, CultureInfo.InvariantCulture, out var number)
                && number >= least && number <= most && (!whole || number == Math.Floor(number));
            if (fits) Assert.Empty(complaints);
            else Assert.EndsWith($" from {bounds.Least} to {bounds.Most}, not '{word}'.", Assert.Single(complaints));
        }
    }

    /// <summary>The largest numbers are refused as well where the size that they ask for would be too much, or are little work.</summary>
    [Theory]
    [InlineData("--heads", "1024")]
    [InlineData("--width", "65536")]
    [InlineData("--layers", "1024")]
    [InlineData("--layer", "1023")]
    [InlineData("--query", "1000000000")]
    public void The_most_that_may_be_seen_is_little_work_or_refused(string name, string most)
    {
        var run = Heed.Run("see", "x", name, most);
        if (run.Code != 0) run.AssertRefused();
    }

    private static bool IsNumber(Type type) => Numbers.Contains(type)
        || (Nullable.GetUnderlyingType(type) ?? type.GetElementType()) is { } inner && IsNumber(inner);

    private static double Value(string written) => double.Parse(written, CultureInfo.InvariantCulture);

    private static IEnumerable<(string Verb, Option Option)> Bounded() => Walk(HeedCommand.Root(), "").Where(o => o.Option is IBounded);

    private static IEnumerable<(string Verb, Option Option)> Walk(Command command, string verb) =>
        command.Options.Select(o => (verb, o)).Concat(command.Subcommands.SelectMany(c => Walk(c, $"{verb} {c.Name}".Trim())));
}
