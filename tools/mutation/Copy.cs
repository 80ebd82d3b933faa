using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Mutation;

/// <summary>A copy of the repository, built once. Afterwards only the project and its tests are compiled, in this process.</summary>
internal sealed class Copy(string folder, string project, Compiled product, Compiled tests)
{
    private readonly string bin = Path.Combine(folder, "artifacts", "bin", $"{project}.Tests", "release");

    public string Folder => folder;

    /// <summary>The test program.</summary>
    public string Tests => Path.Combine(bin, $"{project}.Tests");

    /// <summary>Copies what is or may become part of the repository, and builds the tests of a project; the copy of an earlier run is
    /// brought up to date.</summary>
    public static Copy Of(string root, string project, string folder)
    {
        var files = Child.Run("git", ["ls-files", "-co", "--exclude-standard"], root).Said.Split('\n')
            .Where(file => File.Exists(Path.Combine(root, file))).ToHashSet();
        foreach (var (file, from, to) in files.Select(file => (file, Path.Combine(root, file), Path.Combine(folder, file))))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            if (File.Exists(to) && File.ReadAllBytes(to).SequenceEqual(File.ReadAllBytes(from))) continue;
            File.Copy(from, to, overwrite: true);
        }

        var there = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file));
        foreach (var old in there)
            if (!files.Contains(old) && !old.StartsWith("artifacts/", StringComparison.Ordinal)) File.Delete(Path.Combine(folder, old));

        var tests = $"tests/{project}.Tests";
        var built = Child.Run("dotnet",
            ["build", tests, "-c", "Release", "-v", "q", "-nologo", "-nodeReuse:false", "-p:RunAnalyzers=false"], folder);
        if (built.Code != 0) throw new InvalidOperationException($"The tests do not build.\n{built.Said}");
        var copy = new Copy(folder, project, Compiled.Of(folder, $"src/{project}"), Compiled.Of(folder, tests));
        return copy.Write(null) ? copy : throw new InvalidOperationException("The project compiles by its own build only.");
    }

    /// <summary>The sources under a folder of the project, in order.</summary>
    public IEnumerable<SyntaxTree> Trees(string under)
        => product.Code.SyntaxTrees
            .Where(tree => tree.FilePath.StartsWith($"{Path.Combine(folder, "src", project, under)}/", StringComparison.Ordinal))
            .OrderBy(tree => tree.FilePath, StringComparer.Ordinal);

    /// <summary>Puts a mutant where the test program finds it; false when it does not compile.</summary>
    public bool Write(Mutant? mutant)
    {
        var code = mutant is null ? product.Code
            : product.Code.ReplaceSyntaxTree(mutant.Tree, mutant.Tree.WithChangedText(mutant.Tree.GetText().WithChanges(mutant.Change)));
        if (product.Image(code) is not { } image) return false;

        // The tests hold the project's constants, so they are compiled anew.
        var old = tests.Code.References.First(r => Path.GetFileName(r.Display) == $"{project}.dll");
        if (tests.Image(tests.Code.ReplaceReference(old, MetadataReference.CreateFromImage(image))) is not { } judging) return false;
        File.WriteAllBytes(Path.Combine(bin, $"{project}.dll"), image);
        File.WriteAllBytes(Path.Combine(bin, $"{project}.Tests.dll"), judging);
        return true;
    }
}

/// <summary>What the compiler is given for a project.</summary>
internal sealed record Compiled(CSharpCompilation Code, IReadOnlyList<ResourceDescription> Resources)
{
    /// <summary>Asks the build for the compiler's arguments, and takes them but for the strictness.</summary>
    public static Compiled Of(string folder, string path)
    {
        var said = Child.Run("dotnet", ["msbuild", path, "-nologo", "-t:Compile", "-getItem:CscCommandLineArgs", "-nodeReuse:false",
            "-p:Configuration=Release;ProvideCommandLineArgs=true;SkipCompilerExecution=true;DesignTimeBuild=true",
            "-p:BuildProjectReferences=false;NonExistentFile=none/none"], folder).Said;
        var line = JsonNode.Parse(said)!["Items"]!["CscCommandLineArgs"]!.AsArray().Select(argument => (string)argument!["Identity"]!);
        var parsed = CSharpCommandLineParser.Default.Parse(line, Path.Combine(folder, path), sdkDirectory: null);
        var options = parsed.ParseOptions;
        Compilation code = CSharpCompilation.Create(parsed.CompilationName,
            parsed.SourceFiles.Select(file => CSharpSyntaxTree.ParseText(SourceText.From(File.ReadAllText(file.Path)), options, file.Path)),
            parsed.MetadataReferences.Select(r => MetadataReference.CreateFromFile(r.Reference, r.Properties)),
            parsed.CompilationOptions.WithGeneralDiagnosticOption(ReportDiagnostic.Default).WithSpecificDiagnosticOptions([]));
        var generators = parsed.AnalyzerReferences
            .SelectMany(a => new AnalyzerFileReference(a.FilePath, new Loader()).GetGenerators(LanguageNames.CSharp));
        CSharpGeneratorDriver.Create(generators, parseOptions: options).RunGeneratorsAndUpdateCompilation(code, out code, out _);
        return new((CSharpCompilation)code, parsed.ManifestResources);
    }

    /// <summary>The assembly, or null when the code does not compile.</summary>
    public byte[]? Image(CSharpCompilation changed)
    {
        using var image = new MemoryStream();
        return changed.Emit(image, manifestResources: Resources).Success ? image.ToArray() : null;
    }

    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath) { }
        public Assembly LoadFromPath(string fullPath) => Assembly.LoadFrom(fullPath);
    }
}
