using TorchSharp.Modules;

namespace Heed.Models.Layers;

/// <summary>Whatever a mechanism declares besides q, k and v: a parameter, or a linear map of each token, under the name that the mechanism gives it.</summary>
internal sealed class LayerSignals : torch.nn.Module
{
    private const double KeepMostly = 3;                                                   // σ(3) = 0.95: a memory that fades slowly
    private readonly Mechanism mechanism;
    private readonly int heads;
    private readonly Dictionary<string, Parameter> learned = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Linear> maps = new(StringComparer.Ordinal);

    public LayerSignals(Start start, Mechanism mechanism, long queryWidth, long keyWidth, int heads, long headWidth) : base(nameof(LayerSignals))
    {
        (this.mechanism, this.heads) = (mechanism, heads);
        foreach (var signal in mechanism.Signals.Where(s => s.Kind != SignalKind.State))
        {
            var sizes = signal.Shape.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (signal.Kind == SignalKind.Token)
            {
                var map = start.Linear(OfQueries(signal) ? queryWidth : keyWidth, heads * (PerFeature(signal) ? mechanism.FeatureWidth(headWidth) : 1));
                if (signal.Range == SignalRange.Negative) using (torch.no_grad()) map.bias!.fill_(KeepMostly);
                maps[signal.Name] = map;
                register_module(signal.Name, map);
            }
            else
            {
                long[] shape = [.. sizes.Select(s => s switch { "H" => heads, "G" => mechanism.KvHeads(heads), "Dq" or "Dk" or "Dv" => headWidth, _ => signal.Free > 0 ? signal.Free : headWidth })];
                learned[signal.Name] = signal.Start switch
                {
                    SignalStart.Zero => start.Constant(0, shape),
                    SignalStart.Identity => Start.Kept(torch.eye(shape[0])),
                    SignalStart.Orthogonal => start.Features(shape[0], shape[1]),
                    _ => start.Random(1 / Math.Sqrt(shape[^1]), shape),
                };
                register_parameter(signal.Name, learned[signal.Name]);
            }
        }
    }

    /// <summary>All parameters, with the token signals of those texts that are given.</summary>
    /// <param name="queries">The text of the queries, (B, N, W), or null.</param>
    /// <param name="keys">The text of the keys, (B, M, W), or null.</param>
    public Signals Of(Tensor? queries, Tensor? keys)
    {
        var given = Tokens(queries, keys);
        foreach (var (name, value) in learned) given[name] = value;
        return given;
    }

    /// <summary>The token signals of those texts that are given.</summary>
    /// <param name="queries">The text of the queries, (B, N, W), or null.</param>
    /// <param name="keys">The text of the keys, (B, M, W), or null.</param>
    public Signals Tokens(Tensor? queries, Tensor? keys)
    {
        var given = new Signals();
        foreach (var signal in mechanism.Signals.Where(s => maps.ContainsKey(s.Name)))
        {
            if ((OfQueries(signal) ? queries : keys) is { } text) given[signal.Name] = PerToken(signal, text);
        }

        return given;
    }

    private static bool OfQueries(Signal signal) => signal.Shape.Split(' ').Contains("N");

    private static bool PerFeature(Signal signal) => signal.Shape.Split(' ').Contains("F");

    private Tensor PerToken(Signal signal, Tensor text)
    {
        var raw = maps[signal.Name].call(text).view(text.shape[0], text.shape[1], heads, -1).transpose(1, 2);    // (B, H, N, 1 or F)
        if (!PerFeature(signal)) raw = raw.squeeze(-1);
        return signal.Range switch
        {
            SignalRange.Negative => torch.nn.functional.logsigmoid(raw),
            SignalRange.Unit => raw.sigmoid(),
            _ => raw,
        };
    }
}
