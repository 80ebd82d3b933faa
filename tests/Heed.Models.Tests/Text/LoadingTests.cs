using System.Reflection;
using System.Runtime.Loader;
using Heed.Models.Text;

namespace Heed.Models.Tests.Text;

public sealed class LoadingTests
{
    [Theory]
    [InlineData("character", "")]
    [InlineData("word", "")]
    [InlineData("cl100k", "Microsoft.ML.Tokenizers.Data.Cl100kBase")]
    [InlineData("o200k", "Microsoft.ML.Tokenizers.Data.O200kBase")]
    public void A_unit_loads_its_own_vocabulary_and_no_other(string name, string expected)
    {
        var context = new Apart();
        var units = context.LoadFromAssemblyPath(typeof(TextUnits).Assembly.Location).GetType(typeof(TextUnits).FullName!)!;
        var unit = units.GetMethod(nameof(TextUnits.Find))!.Invoke(null, [name])!;
        unit.GetType().GetMethod(nameof(TextUnit.Split))!.Invoke(unit, ["one"]);

        var loaded = context.Assemblies.Select(assembly => assembly.GetName().Name!)
            .Where(assembly => assembly.Contains(".Data.", StringComparison.Ordinal));
        Assert.Equal(expected, string.Join(' ', loaded));
    }

    /// <summary>Loads the assemblies beside the tests a second time, so that what one unit loads can be told.</summary>
    private sealed class Apart() : AssemblyLoadContext("apart")
    {
        protected override Assembly? Load(AssemblyName name)
        {
            var path = Path.Combine(AppContext.BaseDirectory, $"{name.Name}.dll");
            return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
        }
    }
}
