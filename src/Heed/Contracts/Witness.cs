namespace Heed;

/// <summary>
/// The output for the third of four tokens on fixed inputs, computed by plain loops in another language (<c>tools/witness</c>).
/// </summary>
/// <remarks>
/// Laws cannot see everything: a bias of the wrong sign keeps all of them. The inputs are functions of the 1-based position i in
/// each tensor, row-major: q = sin i, k = cos i, v = sin 2i; log_decay = −(1 + sin 3i)/2, beta = (1 + cos 3i)/2, and any other
/// named input sin(3i)/2. One text, four tokens, width four, three heads unless said otherwise.
/// </remarks>
/// <param name="Expression">The mechanism with the options that the numbers were made with.</param>
/// <param name="ThirdToken">Its output at the third token, heads after one another.</param>
public sealed record Witness(string Expression, params double[] ThirdToken)
{
    /// <summary>Query heads H.</summary>
    public int Heads { get; init; } = 3;

    /// <summary>Key and value heads G.</summary>
    public int Groups { get; init; } = 3;

    /// <summary>Tokens N, queries and keys alike.</summary>
    public const int Tokens = 4;

    /// <summary>Width D of queries, keys and values.</summary>
    public const int Width = 4;

    /// <summary>Random features, where there are any.</summary>
    public const int RandomFeatures = 8;

    /// <summary>Whether a number is the one that was printed with six significant digits.</summary>
    /// <param name="printed">The printed number.</param>
    /// <param name="computed">The number in full.</param>
    public static bool Agree(double printed, double computed) => Math.Abs(printed - computed) <= 5.01e-6 * Math.Max(Math.Abs(printed), 0.01);

    /// <summary>The same numbers as Heed computes them.</summary>
    public IReadOnlyList<double> Recompute()
    {
        using var scope = torch.NewDisposeScope();
        var mechanism = Heed.Expression.Parse(Expression).ToMechanism();
        var signals = new Signals();
        foreach (var signal in mechanism.Signals.Where(s => !s.Optional)) signals[signal.Name] = Rule(signal.Name, Shape(signal, mechanism));
        var read = mechanism.Attend(
            Rule("q", [1, Heads, Tokens, Width]), Rule("k", [1, Groups, Tokens, Width]), Rule("v", [1, Groups, Tokens, Width]), null, signals);
        return [.. read.select(2, 2).flatten().data<double>()];
    }

    private static Tensor Rule(string name, long[] shape)
    {
        var i = torch.arange(1, shape.Aggregate(1L, (a, b) => a * b) + 1, torch.float64).view(shape);
        return name switch
        {
            "q" => i.sin(),
            "k" => i.cos(),
            "v" => (2 * i).sin(),
            "log_decay" => -(1 + (3 * i).sin()) / 2,
            "beta" => (1 + (3 * i).cos()) / 2,
            _ => (3 * i).sin() / 2,
        };
    }

    private long[] Shape(Signal signal, Mechanism mechanism) => [.. signal.Sizes.Select(size => size switch
    {
        "B" => 1,
        "H" => Heads,
        "G" => Groups,
        "N" or "M" => Tokens,
        "F" => mechanism.FeatureWidth(Width),
        "R" => RandomFeatures,
        _ => Width,
    })];
}
