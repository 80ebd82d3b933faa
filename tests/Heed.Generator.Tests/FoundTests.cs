namespace Heed.Generator.Tests;

/// <summary>A list of what there is in an assembly writes itself.</summary>
public sealed class FoundTests
{
    private const string Animals = """
        namespace Zoo
        {
            public abstract class Animal;
            public abstract class Bird : Animal;
            public sealed class Swift : Bird;
            public sealed class Bat : Animal;
            public sealed class Stone;
        }
        """;

    private const string Cage = """
        namespace Zoo
        {
            public static partial class Cage
            {
                public static System.Collections.Generic.IEnumerable<Animal> All => Found();
                private static partial System.Collections.Generic.IEnumerable<Animal> Found();
            }
        }
        """;

    [Fact]
    public void Every_class_of_that_kind_is_listed_once_and_no_other()
    {
        var lines = Assert.Single(Generation.Files(Animals + Cage, new FoundGenerator())).Split('\n');
        Assert.Equal(["new global::Zoo.Bat(),", "new global::Zoo.Swift(),"], lines.Where(l => l.Contains("new ")).Select(l => l.Trim()));
    }

    [Fact]
    public void Without_such_a_method_nothing_is_written() =>
        Assert.Empty(Generation.Files(Animals, new FoundGenerator()));
}
