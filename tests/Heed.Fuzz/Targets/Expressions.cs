using System.Text;

namespace Heed.Fuzz.Targets;

/// <summary>Mechanisms and what is composed of them.</summary>
internal sealed class Expressions : ITarget
{
    /// <inheritdoc/>
    public string Name => "expression";

    /// <inheritdoc/>
    public IReadOnlyList<Type> Refusals { get; } = [typeof(ExpressionException)];

    /// <inheritdoc/>
    public IEnumerable<string> Words => Target.OfCatalog;

    /// <inheritdoc/>
    public void Read(byte[] input)
    {
        var expression = Expression.Parse(Encoding.UTF8.GetString(input));
        var written = expression.ToString();
        Target.Promise(Expression.Parse(written) == expression, "an expression reads back as the same");
        Target.Promise(Expression.Parse(written).ToString() == written, "what is printed is the canonical form");
        var mechanism = expression.ToMechanism();
        _ = mechanism.Facts;
        Target.Promise(mechanism.Name.Length > 0, "a mechanism has a name");
    }
}
