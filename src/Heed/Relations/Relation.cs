using Heed.Laws;

namespace Heed.Relations;

/// <summary>
/// Two mechanisms that are one and the same on inputs of a certain kind: an edge in the graph of the catalog, tested like a law.
/// </summary>
public abstract class Relation
{
    /// <summary>The name in tables.</summary>
    public string Id => Spelling.Kebab(GetType().Name);

    /// <summary>The expression on the left.</summary>
    public abstract string Left { get; }

    /// <summary>The expression on the right.</summary>
    public abstract string Right { get; }

    /// <summary>When both are the same, in one sentence.</summary>
    public abstract string Statement { get; }

    /// <summary>Whether it held on one draw of nine tokens and four heads.</summary>
    /// <param name="seed">Which draw.</param>
    /// <param name="tolerance">How far results may lie apart.</param>
    public bool Holds(int seed, double tolerance = Law.Tolerance)
    {
        using var scope = torch.NewDisposeScope();
        var (left, right) = (Expression.Parse(Left).ToMechanism(), Expression.Parse(Right).ToMechanism());
        var draw = ForLeft(Draw.For(left, seed));
        var other = ForRight(draw);
        return Law.Close(left.Attend(draw.Inputs), InAxesOfLeft(right.Attend(other.Inputs)), tolerance);
    }

    /// <summary>What the right mechanism gave, in the axes of what the left one gives.</summary>
    /// <param name="output">What it gave.</param>
    protected virtual Tensor InAxesOfLeft(Tensor output) => output;

    /// <summary>The left mechanism's inputs, brought into the kind for which the relation holds.</summary>
    /// <param name="draw">Any inputs.</param>
    protected virtual Draw ForLeft(Draw draw) => draw;

    /// <summary>What the right mechanism gets instead.</summary>
    /// <param name="draw">The left mechanism's inputs.</param>
    protected virtual Draw ForRight(Draw draw) => draw;
}
