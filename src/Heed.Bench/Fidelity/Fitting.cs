using Heed.Bench.Synthetic;
using Heed.Models.Layers;
using Heed.Models.Training;
using TorchSharp.Modules;

namespace Heed.Bench.Fidelity;

/// <summary>
/// Gives a mechanism the tensors that it reads besides q, k and v. Parameters are learned, and what belongs to a token is a learned linear
/// map of its query, key and value, as a layer would compute it from the token: so that nothing is judged by weights that nobody trained.
/// Random features are drawn and stay as they are.
/// </summary>
internal sealed class Fitting : torch.nn.Module
{
    private const double KeepMostly = 3;                                                   // σ(3) = 0.95, as in a layer
    private const double Rate = 0.02;
    private readonly Mechanism mechanism;
    private readonly Comparison comparison;
    private readonly Dictionary<string, Parameter> values = new(StringComparer.Ordinal);

    public Fitting(Comparison comparison, long heads, long width, int seed) : base(nameof(Fitting))
    {
        (this.comparison, mechanism) = (comparison, comparison.Mechanism);
        using var start = new Start(seed);
        foreach (var signal in SignalDraw.Needed(mechanism)) Declare(signal, heads, width, start);
    }

    /// <summary>Whether there is anything to learn.</summary>
    public bool IsNeeded => values.Values.Any(v => v.requires_grad);

    /// <summary>Learns to read what exact attention reads: the squared error over its squared length.</summary>
    /// <param name="input">What to learn from; another draw than what is judged by.</param>
    /// <param name="exact">What exact attention reads there.</param>
    /// <param name="steps">Steps of AdamW at a rate of 0.02 that falls by a cosine.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="DivergedException">The error is no number any more.</exception>
    public void Fit(FidelityInput input, Tensor exact, int steps, CancellationToken cancel)
    {
        var options = new TrainingOptions { Steps = steps, Rate = Rate, WarmUp = steps / 10 };
        var optimizer = new Models.Training.AdamW(named_parameters().Select(p => (p.name, p.parameter)), options);
        var whole = exact.square().sum();
        for (var step = 0; step < steps; step++)
        {
            cancel.ThrowIfCancellationRequested();
            using var scope = torch.NewDisposeScope();
            var read = comparison.Read(input, Of(input));
            var error = (comparison.Scale(exact, read) * read - exact).square().sum() / whole;
            if (!float.IsFinite(error.item<float>()))
                throw new DivergedException($"The error is {error.item<float>()} at step {step} of fitting to {input.Condition}.");
            error.backward();
            var norm = optimizer.GradientNorm();
            if (!double.IsFinite(norm))
                throw new DivergedException($"The gradient is {norm} long at step {step} of fitting to {input.Condition}.");
            optimizer.Step(options.RateAt(step, (double)step / steps), norm > options.Clip ? options.Clip / norm : 1);
        }
    }

    /// <summary>What the output is to be multiplied by, found on an input that is not judged by.</summary>
    public double Scale(FidelityInput input)
    {
        using var scope = torch.NewDisposeScope();
        using var frozen = torch.no_grad();
        return comparison.Scale(comparison.Exact(input), comparison.Read(input, Of(input))).item<float>();
    }

    /// <summary>The signals for an input.</summary>
    public SignalSet Of(FidelityInput input)
    {
        var signals = new SignalSet();
        foreach (var signal in SignalDraw.Needed(mechanism))
            signals[signal.Name] = signal.Kind == RoleKind.Token ? PerToken(signal, input) : values[signal.Name];
        return signals;
    }

    private void Declare(Role role, long heads, long width, Start start)
    {
        var shape = Sizes.For(mechanism, 1, heads, 1, 1, width, width).Shape(role);
        if (role.Kind == RoleKind.Token)
        {
            var outputs = shape.Length == 4 ? shape[^1] : 1;
            Keep(role.Name, start.Random(1 / Math.Sqrt(3 * width), heads, 3 * width, outputs));
            Keep(role.Name + "_bias", Initializer.Constant(role.Range == RoleRange.Negative ? KeepMostly : 0, heads, 1, outputs));
        }
        else Keep(role.Name, start.Parameter(role, shape));
    }

    private void Keep(string name, Parameter value)
    {
        values[name] = value;
        register_parameter(name, value);
    }

    private Tensor PerToken(Role role, FidelityInput input)
    {
        var shares = input.Q.shape[1] / input.K.shape[1];
        // (B, H, N, 3D)
        var token = torch.cat([input.Q, input.K.repeat_interleave(shares, dim: 1), input.V.repeat_interleave(shares, dim: 1)], -1);
        var raw = token.matmul(values[role.Name]) + values[role.Name + "_bias"];           // (B, H, N, 1 or as many as declared)
        return (role.Sizes.Count == 4 ? raw : raw.squeeze(-1)).Bring(role.Range);
    }
}
