using Heed.Models.Layers;

namespace Heed.Models.Plans;

/// <summary>
/// Whether a mechanism makes sense where it is put: tried on a few random tokens before anything is trained, and by its definition, for
/// which no kernel need be compiled.
/// </summary>
internal static class PlaceCheck
{
    private const double Tolerance = 1e-4;
    private const int Long = 5;
    private const int Short = 3;

    /// <summary>A text looks at itself, both ways: padding must be hidden and must not be felt.</summary>
    /// <exception cref="ArgumentException">It is not, or the mechanism cannot be computed.</exception>
    public static void Encoder(Attending layer) => Try(layer, "look at the source from the source", x =>
    {
        var padded = layer.Look(x, Padding(), null, Route.Definition);
        var alone = layer.Look(x.narrow(0, 1, 1).narrow(1, 0, Short), Mask.None, null, Route.Definition);
        Same(padded.narrow(0, 1, 1).narrow(1, 0, Short), alone, "What it reads of a text depends on the padding behind it.");
    });

    /// <summary>One text looks at another: each query must read alone, and padding must not be felt.</summary>
    /// <exception cref="ArgumentException">It is not so, or the mechanism cannot be computed.</exception>
    public static void Cross(Attending layer, long sourceWidth) => Try(layer, "look at the source from what is written", x =>
    {
        if (layer.Mechanism.IsCausal) throw new NotSupportedException("It orders one text from first to last, but these are two texts.");
        if (Expression.Parse(layer.Mechanism.Name).Terms.Any(t => t.RelatesPlaces))
            throw new NotSupportedException("It goes by the distance between places of one text, but these are two texts.");
        using var random = new torch.Generator(1);
        var source = torch.randn([2, Long, sourceWidth], generator: random);
        var all = layer.Look(x, layer.ProjectMemory(source), Padding(), null, Route.Definition);
        var shortened = layer.ProjectMemory(source.narrow(0, 1, 1).narrow(1, 0, Short));
        var alone = layer.Look(x.narrow(0, 1, 1), shortened, Mask.None, null, Route.Definition);
        Same(all.narrow(0, 1, 1), alone, "What it reads of a text depends on the padding behind it.");
        var one = layer.Look(x.narrow(1, 1, 1), layer.ProjectMemory(source), Padding(), null, Route.Definition);
        Same(all.narrow(1, 1, 1), one, "What one place reads depends on how many others read.");
    });

    /// <summary>A text looks at itself while it is written.</summary>
    /// <exception cref="ArgumentException">The mechanism cannot be computed, or later tokens are felt.</exception>
    public static void Decoder(Attending layer) => Try(layer, "look back at what was written", x =>
    {
        var all = layer.Look(x, Mask.None, null, Route.Definition);
        var alone = layer.Look(x.narrow(1, 0, Short), Mask.None, null, Route.Definition);
        Same(all.narrow(1, 0, Short), alone, "What a place reads depends on what comes later.");
    });

    private static Mask Padding() => Mask.Keys(torch.arange(Long).unsqueeze(0).lt(torch.tensor([(long)Long, Short]).unsqueeze(1)));

    private static void Try(Attending layer, string purpose, Action<Tensor> trial)
    {
        using var frozen = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        using var random = new torch.Generator(2);
        try
        {
            trial(torch.randn([2, Long, layer.Width], generator: random));
        }
        catch (Exception e) when (e is NotSupportedException or ArgumentException or System.Runtime.InteropServices.ExternalException)
        {
            var name = layer.Mechanism.Name is { Length: > 0 } given ? $"'{given}'" : "this mechanism";
            throw new ArgumentException(
                $"{name} makes no sense where a model must {purpose}. {e.Message.Split('\n')[0].Split(" (Parameter")[0].TrimEnd('.')}.", e);
        }
    }

    private static void Same(Tensor a, Tensor b, string message)
    {
        if (!a.allclose(b, Tolerance, Tolerance)) throw new NotSupportedException(message);
    }
}
