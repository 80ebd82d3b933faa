using Heed.Pairwise;
using Heed.Recurrent;

namespace Heed.Laws;

/// <summary>Derivatives equal finite differences, for every input.</summary>
public sealed class Gradients : Law
{
    private const double Step = 1e-6;

    /// <inheritdoc />
    public override int Order => 11;

    /// <inheritdoc />
    public override string Statement => "Derivatives equal finite differences, for every input.";

    /// <inheritdoc />
    protected override bool Derive(PairwiseAttention m) => true;

    /// <inheritdoc />
    protected override bool Derive(RecurrentAttention m) => true;

    /// <inheritdoc />
    protected override bool Check(Mechanism m, Draw d)
    {
        var given = d.Signals.Append(new("q", d.Q)).Append(new("k", d.K)).Append(new("v", d.V))
            .ToDictionary(p => p.Key, p => p.Value.detach().clone().requires_grad_(true));
        var loss = Loss(given);
        if (loss.requires_grad) loss.backward();
        var here = loss.ToDouble();
        return given.Keys.All(name =>
        {
            var direction = d.More(given[name], 1);
            var slope = given[name].grad is { } gradient ? (gradient * direction).sum().ToDouble() : 0;
            var (before, after) = ((here - Moved(name, direction * -Step)) / Step, (Moved(name, direction * Step) - here) / Step);
            var tolerance = 1e-5 * (1 + Math.Abs(slope));                                  // at a kink the two differ, and either will do
            return slope >= Math.Min(before, after) - tolerance && slope <= Math.Max(before, after) + tolerance;
        });

        double Moved(string name, Tensor by)
        {
            using var frozen = torch.no_grad();
            return Loss(given.ToDictionary(p => p.Key, p => p.Key == name ? p.Value + by : p.Value)).ToDouble();
        }

        Tensor Loss(Dictionary<string, Tensor> x)
        {
            var signals = new Signals();
            foreach (var (name, value) in x.Where(p => p.Key is not ("q" or "k" or "v"))) signals[name] = value;
            var read = m.Attend(x["q"], x["k"], x["v"], null, signals);
            return (read * torch.arange(read.numel(), torch.float64).view(read.shape).mul(0.1).cos()).sum();
        }
    }
}
