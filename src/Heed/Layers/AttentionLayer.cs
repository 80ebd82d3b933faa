using TorchSharp.Modules;

namespace Heed;

/// <summary>
/// The layer round a mechanism: one linear map gives queries, keys and values, the mechanism mixes the tokens, and another
/// linear map puts the heads together. Whatever else the mechanism declares gets a parameter or a linear map of its own.
/// </summary>
/// <remarks>
/// Untrained, keys start with the same weights as the queries of their group, so that a score is the similarity of two inputs
/// under a random projection. With independent weights it would be a random number that says nothing about either.
/// </remarks>
public sealed class AttentionLayer : torch.nn.Module<Tensor, Tensor>
{
    private readonly Dictionary<string, Parameter> learned = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Linear> perToken = new(StringComparer.Ordinal);
    private readonly Linear inputMap;
    private readonly Linear outputMap;
    private readonly long width;
    private readonly long groups;

    /// <summary>Makes an untrained layer.</summary>
    /// <param name="mechanism">What mixes the tokens.</param>
    /// <param name="width">The width of its inputs and outputs.</param>
    /// <param name="heads">Query heads H.</param>
    /// <param name="seed">The seed of its weights.</param>
    /// <exception cref="ArgumentException">The width is not a multiple of the heads, or the heads cannot be shared as the mechanism wants.</exception>
    public AttentionLayer(Mechanism mechanism, long width, long heads, int seed) : base(nameof(AttentionLayer))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(heads, 1);
        if (width < 1 || width % heads != 0) throw new ArgumentException($"a width of {width} cannot be divided among {heads} heads: give a multiple of {heads}", nameof(width));
        (Mechanism, Heads, this.width, groups) = (mechanism, heads, width, mechanism.KvHeads(heads));
        var start = new LayerStart(seed);
        inputMap = torch.nn.Linear(width, (heads + (2 * groups)) * HeadWidth);
        outputMap = torch.nn.Linear(width, width);
        start.Projections(inputMap, heads, groups, HeadWidth);
        start.Normal(outputMap);
        foreach (var signal in mechanism.Signals) Declare(signal, start);
        RegisterComponents();
    }

    /// <summary>What mixes the tokens.</summary>
    public Mechanism Mechanism { get; }

    /// <summary>Query heads H.</summary>
    public long Heads { get; }

    /// <summary>The width of one head.</summary>
    public long HeadWidth => width / Heads;

    /// <summary>What the mechanism makes of the inputs.</summary>
    /// <param name="input">(B, N, width).</param>
    /// <returns>(B, N, width).</returns>
    public override Tensor forward(Tensor input)
    {
        using var scope = torch.NewDisposeScope();
        var (q, k, v, signals) = Project(input);
        return Join(Mechanism.Attend(q, k, v, null, signals)).MoveToOuterDisposeScope();
    }

    /// <summary>Queries, keys, values and signals of the inputs.</summary>
    /// <param name="input">(B, N, width).</param>
    /// <returns>(B, H, N, d), (B, G, N, d), (B, G, N, d) and the mechanism's signals.</returns>
    public (Tensor Q, Tensor K, Tensor V, Signals Signals) Project(Tensor input)
    {
        var parts = inputMap.call(input).split([Heads * HeadWidth, groups * HeadWidth, groups * HeadWidth], -1);
        var (q, k, v) = (Split(parts[0], Heads), Split(parts[1], groups), Split(parts[2], groups));
        if (Mechanism.WantsUnitKeys) (q, k) = (Unit(q), Unit(k));
        var signals = new Signals();
        foreach (var (name, value) in learned) signals[name] = value;
        foreach (var signal in Mechanism.Signals.Where(s => perToken.ContainsKey(s.Name))) signals[signal.Name] = PerToken(signal, input);
        return (q, k, v, signals);
    }

    /// <summary>The heads put together: the output of the layer for what they read.</summary>
    /// <param name="read">(B, H, N, d).</param>
    /// <returns>(B, N, width).</returns>
    public Tensor Join(Tensor read) => outputMap.call(read.transpose(1, 2).flatten(2));

    private void Declare(Signal signal, LayerStart start)
    {
        var perHead = signal.Sizes.Contains("F") ? Mechanism.FeatureWidth(HeadWidth) : 1;
        if (signal.Kind == SignalKind.Token)
        {
            var map = torch.nn.Linear(width, Heads * perHead);
            start.Signal(map, signal);
            register_module(signal.Name, map);
            perToken[signal.Name] = map;
        }
        else if (signal.Kind == SignalKind.Parameter)
        {
            var shape = signal.Sizes.Select(size => size switch { "H" => Heads, "Dq" or "Dk" or "Dv" => HeadWidth, _ => signal.Free > 0 ? signal.Free : HeadWidth });
            var parameter = new Parameter(start.Parameter(signal, [.. shape]), requires_grad: signal.Start != SignalStart.Orthogonal);
            register_parameter(signal.Name, parameter);
            learned[signal.Name] = parameter;
        }
    }

    private Tensor PerToken(Signal signal, Tensor input)
    {
        var raw = Split(perToken[signal.Name].call(input), Heads);                         // (B, H, N, 1 or F)
        if (!signal.Sizes.Contains("F")) raw = raw.squeeze(-1);
        return signal.Range switch
        {
            SignalRange.Negative => torch.nn.functional.logsigmoid(raw),
            SignalRange.Unit => raw.sigmoid(),
            _ => raw,
        };
    }

    private static Tensor Split(Tensor joined, long heads) =>
        joined.view(joined.shape[0], joined.shape[1], heads, -1).transpose(1, 2);

    private static Tensor Unit(Tensor x) => x / (x.square().sum(-1, true) + 1e-6).sqrt();
}
