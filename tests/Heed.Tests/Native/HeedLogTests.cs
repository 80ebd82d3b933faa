using Heed.Native;
using Heed.Testing;
using Microsoft.Extensions.Logging;

namespace Heed.Tests.Native;

/// <summary>What the library tells, and that it finds out nothing when nobody listens.</summary>
public sealed class HeedLogTests
{
    private readonly Mechanism mechanism = Expression.Parse("causal").ToMechanism();

    [Fact]
    public void A_call_that_could_have_gone_either_way_says_why_it_took_the_definition()
    {
        using var log = new CollectingLogger(LogLevel.Debug);
        Attend(mechanism, Route.Any, torch.float64);
        var said = Assert.Single(log.Of(2, "DefinitionTaken", LogLevel.Debug));
        Assert.StartsWith("'causal' has a kernel, but is computed by its definition: ", said);
        Assert.Contains("float", said, StringComparison.OrdinalIgnoreCase);
        Assert.EndsWith(".", said);
    }

    [Fact]
    public void Nothing_is_told_where_nothing_else_could_be_or_was_wanted()
    {
        using var log = new CollectingLogger(LogLevel.Debug);
        Attend(mechanism, Route.Any, torch.float32);
        Attend(mechanism, Route.Definition, torch.float64);
        Attend(Expression.Parse("sinkhorn").ToMechanism(), Route.Any, torch.float32);
        Assert.Empty(log.Of(2, "DefinitionTaken", LogLevel.Debug));
    }

    [Fact]
    public void Whoever_listens_to_less_hears_less()
    {
        using var log = new CollectingLogger(LogLevel.Information);
        Attend(mechanism, Route.Any, torch.float64);
        Assert.DoesNotContain(log.Told, t => t.Level < LogLevel.Information);
    }

    [Fact]
    public void A_logger_learns_where_LibTorch_was_loaded_from_also_when_it_comes_later()
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("not run: only on Linux does the library choose");
        LibTorch.EnsureLoaded();
        using var log = new CollectingLogger(LogLevel.Information);
        var said = Assert.Single(log.Of(3, "LibTorchLoaded", LogLevel.Information));
        Assert.Equal($"LibTorch is loaded from '{NativeTorch.LoadedFrom}'.", said);
        Assert.True(File.Exists(Path.Combine(NativeTorch.LoadedFrom!, "libtorch.so")));
    }

    private static void Attend(Mechanism mechanism, Route route, torch.ScalarType type)
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.ones([1, 1, 3, 4], dtype: type);
        _ = mechanism.Attend(x, x, x, route: route);
    }
}
