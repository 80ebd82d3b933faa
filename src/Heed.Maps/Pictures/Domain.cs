namespace Heed.Maps;

/// <summary>What the colour bar of a picture stands for: one domain for all its panels.</summary>
public sealed class Domain
{
    private const double LogDepth = 1e-4;

    private readonly Dictionary<Panel, float[]>? factors;

    internal Domain(Scale scale, bool signed, IReadOnlyList<Panel> panels)
    {
        if (signed && scale is (Scale.Log or Scale.Uniform))
            throw new ArgumentException(
                $"The scale {scale} is for weights that are not negative; this map is signed: use Max, Row or Unit.", nameof(scale));
        (Scale, Signed) = (scale, signed);
        Diverging = signed || scale == Scale.Uniform;
        factors = Factors(scale, panels);
        var largest = 0.0;
        foreach (var panel in panels)
            for (var query = 0; query < panel.Queries; query++)
            {
                var (low, high, nan) = panel.Range(query);
                HasNaN |= nan;
                largest = Math.Max(largest, Math.Max(-(double)low, high) * Factor(panel, query));
            }
        Largest = largest;
        (Low, High) = Ends(scale, signed, largest);
        Clipped = scale == Scale.Unit && largest > 1;
        Ticks = BarTicks.Of(this);
    }

    /// <summary>The scale asked for.</summary>
    public Scale Scale { get; }

    /// <summary>Whether the map has negative weights, so that the bar is symmetric about 0.</summary>
    public bool Signed { get; }

    /// <summary>Whether the bar has a neutral middle: 0 for signed maps, uniform attention for <see cref="Scale.Uniform"/>.</summary>
    public bool Diverging { get; }

    /// <summary>The number at the low end.</summary>
    public double Low { get; }

    /// <summary>The number at the high end.</summary>
    public double High { get; }

    /// <summary>The numbers printed along the bar, from low to high.</summary>
    public IReadOnlyList<Tick> Ticks { get; }

    /// <summary>Whether weights lie beyond the ends and are drawn as the end.</summary>
    public bool Clipped { get; }

    /// <summary>Whether NaN occurs outside the mask.</summary>
    public bool HasNaN { get; }

    /// <summary>What the numbers of the bar are.</summary>
    public string Name => Scale switch
    {
        Scale.Row => "weight ÷ row’s largest",
        Scale.Log => "weight (log)",
        Scale.Uniform => "× uniform",
        _ => "weight",
    };

    /// <summary>The domain in words, for captions.</summary>
    public string Description => Scale switch
    {
        Scale.Row => $"colour: each row on its own scale, {(Signed ? "± its largest |weight|" : "0 … its largest weight")}",
        Scale.Log => $"colour: logarithmic, {Number.Short(Low)} and below … {Number.Short(High)}",
        Scale.Uniform => $"colour: weight × number of readable keys, {Number.Short(Low)} and below … 1 (uniform) … {Number.Short(High)}",
        Scale.Unit =>
            $"colour: {Number.Short(Low)} … "
                + $"{Number.Short(High)}{(Clipped ? $"; larger weights (up to {Number.Short(Largest)}) are drawn as the end" : "")}",
        _ => $"colour: {Number.Short(Low)} … {Number.Short(High)}, the largest {(Signed ? "|weight|" : "weight")}",
    };

    internal double Largest { get; }

    /// <summary>Where a weight lies on the bar, 0 to 1.</summary>
    /// <param name="panel">The panel it belongs to.</param>
    /// <param name="query">Its row.</param>
    /// <param name="weight">The weight; not NaN.</param>
    public double Position(Panel panel, int query, float weight)
    {
        var value = weight * Factor(panel, query);
        return Math.Clamp(Scale switch
        {
            Scale.Log => value <= Low ? 0 : Math.Log(value / Low) / Math.Log(High / Low),
            Scale.Uniform => value <= Low ? 0 : 0.5 + 0.5 * Math.Log(value) / Math.Log(High),
            _ => (value - Low) / (High - Low),
        }, 0, 1);
    }

    private double Factor(Panel panel, int query) => factors is null ? 1 : factors[panel][query];

    private static (double Low, double High) Ends(Scale scale, bool signed, double largest)
    {
        var high = scale switch
        {
            Scale.Row or Scale.Unit => 1,
            Scale.Uniform => Math.Pow(2, Math.Max(1, Math.Ceiling(Math.Log2(Math.Max(largest, 1)) - 1e-9))),
            _ => largest > 0 ? largest : 1,
        };
        return (scale switch { Scale.Log => high * LogDepth, Scale.Uniform => 1 / high, _ => signed ? -high : 0 }, high);
    }

    private static Dictionary<Panel, float[]>? Factors(Scale scale, IReadOnlyList<Panel> panels)
    {
        if (scale is not (Scale.Row or Scale.Uniform)) return null;
        var all = new Dictionary<Panel, float[]>();
        foreach (var panel in panels)
        {
            var own = new float[panel.Queries];
            for (var query = 0; query < own.Length; query++)
            {
                var (low, high, _) = panel.Range(query);
                var largest = Math.Max(-low, high);
                own[query] = scale == Scale.Uniform ? panel.Visible(query) : largest > 0 ? 1 / largest : 1;
            }
            all.Add(panel, own);
        }
        return all;
    }
}
