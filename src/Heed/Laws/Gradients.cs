namespace Heed.Laws;

/// <summary>Derivatives equal finite differences, for every input.</summary>
public sealed class Gradients : Law
{
    /// <inheritdoc />
    public override int Order => 11;

    /// <inheritdoc />
    public override string Statement => "Derivatives equal finite differences, for every input.";

    /// <inheritdoc />
    protected override bool Derive(Facts f) => f.HasExactGradient;

    private const double Step = 1e-6;

    /// <summary>
    /// How far a derivative may lie from a difference quotient, as a share of the larger of 1 and the derivative:
    /// what is left out of a step of that size, and rounding divided by it.
    /// </summary>
    public const double DifferenceTolerance = 1e-6;

    /// <inheritdoc />
    protected override bool Check(Mechanism m, Draw d)
    {
        var given = d.Inputs.ToDictionary(p => p.Key, p => p.Value.detach().clone().requires_grad_(true));
        Tensor? shares = null;
        var loss = Loss(given);
        if (loss.requires_grad) loss.backward();
        var here = loss.ToDouble();
        return given.Keys.All(name =>
        {
            var direction = d.More(given[name], 1);
            direction /= direction.norm();
            var slope = given[name].grad is { } gradient ? (gradient * direction).sum().ToDouble() : 0;
            var tolerance = DifferenceTolerance * (d.Tolerance / Tolerance) * (1 + Math.Abs(slope));
            var before = (here - Moved(name, direction * -Step)) / Step;
            if (Math.Abs(slope - before) <= tolerance) return true;
            // at a kink the two differ, and what lies between them will do
            var after = (Moved(name, direction * Step) - here) / Step;
            return slope >= Math.Min(before, after) - tolerance && slope <= Math.Max(before, after) + tolerance;
        });

        double Moved(string name, Tensor by)
        {
            using var frozen = torch.no_grad();
            return Loss(given.ToDictionary(p => p.Key, p => p.Key == name ? p.Value + by : p.Value)).ToDouble();
        }

        Tensor Loss(Dictionary<string, Tensor> x)
        {
            var inputs = new SignalSet();
            foreach (var (name, value) in x) inputs[name] = value;
            var read = m.Attend(inputs);
            shares ??= torch.arange(read.numel(), torch.float64).view(read.shape).mul(0.1).cos();
            return (read * shares).sum();
        }
    }
}
