namespace Heed.Generator.Tests;

/// <summary>A class that is right, from which each test makes a wrong one.</summary>
internal static class Sources
{
    public const string Right = """
        namespace Heed;

        /// <summary>Looks <see cref="Side.Left"/> first.</summary>
        /// <remarks>Then "right".</remarks>
        /// <param name="width">How far.</param>
        /// <param name="firstSide">Where it starts.</param>
        /// <param name="scale">How strongly.</param>
        public sealed class Glance(long width = 3, Side firstSide = Side.Right, double? scale = null) : Component, ICataloged<Glance>
        {
            public long Width => width;
            public Side First => firstSide;
            public double? Scale => scale;
            public static Card Card { get; } = new() { Id = "first-glance" };
        }
        """;

    /// <summary>The right class with one thing changed.</summary>
    public static string Wrong(string from, string to)
    {
        Assert.Contains(from, Right);
        return Right.Replace(from, to);
    }

    /// <summary>Another right class.</summary>
    public static string Another(string type, string id) => $$"""

        /// <summary>Looks once.</summary>
        public sealed class {{type}} : Component, ICataloged<{{type}}>
        {
            public static Card Card { get; } = new() { Id = "{{id}}" };
        }
        """;
}
