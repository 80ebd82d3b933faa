using TorchSharp.Modules;

namespace Heed;

/// <summary>
/// The layer round a mechanism: one linear map gives queries, keys and values, the mechanism mixes the tokens, and another
/// linear map puts the heads together. Whatever else the mechanism declares gets a parameter or a linear map of its own.
/// </summary>
/// <remarks>Keys and values may come from another text than the queries: then a second map gives them.</remarks>
public class AttentionLayer : torch.nn.Module<Tensor, Tensor>
{
    private readonly Linear? query;                                                        // of one text: queries, keys and values together
    private readonly Linear? memory;                                                       // of another: keys and values
    private readonly Linear output;
    private readonly Signalling signals;
    private readonly Sizes sizes;
    private readonly Role[] ofQueries;
    private readonly Role[] ofKeys;
    private readonly Role[] asTheyAre;

    /// <summary>Makes an untrained layer whose scores show how alike its inputs are (<see cref="SimilarityInitializer"/>).</summary>
    /// <param name="mechanism">What mixes the tokens.</param>
    /// <param name="width">The width of its inputs and outputs.</param>
    /// <param name="heads">Query heads H.</param>
    /// <param name="seed">The seed of its weights.</param>
    /// <exception cref="ArgumentException">
    /// The width is not a multiple of the heads, or the heads cannot be shared as the mechanism wants.
    /// </exception>
    public AttentionLayer(Mechanism mechanism, long width, long heads, int seed)
        : this(new SimilarityInitializer(seed), mechanism, width, null, heads) { }

    /// <summary>Makes an untrained layer.</summary>
    /// <param name="start">Draws its weights.</param>
    /// <param name="mechanism">What mixes the tokens.</param>
    /// <param name="width">The width of its inputs and outputs.</param>
    /// <param name="memoryWidth">The width of another text whose keys and values are read; null to read its own.</param>
    /// <param name="heads">Query heads H.</param>
    /// <exception cref="ArgumentException">
    /// The width is not a multiple of the heads, or the heads cannot be shared as the mechanism wants.
    /// </exception>
    public AttentionLayer(Initializer start, Mechanism mechanism, long width, long? memoryWidth, long heads) : base(nameof(AttentionLayer))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(heads, 1);
        if (width < 1 || width % heads != 0)
            throw new ArgumentException(
                $"A width of {width} cannot be divided among {heads} heads: give a multiple of {heads}.", nameof(width));
        (Mechanism, Width, Heads) = (mechanism, width, heads);
        sizes = Sizes.For(mechanism, 1, heads, 1, 1, width / heads, width / heads);
        // each number of a token is a row of a map; all are drawn, and kept
        sizes.RequireRoom(mechanism.Roles, r => 2.0 * sizeof(float) * (r.IsPerToken ? memoryWidth ?? width : 1));
        asTheyAre = [.. mechanism.Roles.Where(r => r.IsUnmapped)];
        var read = mechanism.Roles.Where(r => r.Kind is RoleKind.Query or RoleKind.Key or RoleKind.Value).Except(asTheyAre).ToArray();
        ofQueries = memoryWidth is null ? read : [.. read.Where(r => r.IsOfQueries)];
        ofKeys = [.. read.Except(ofQueries)];
        query = ofQueries.Length == 0 ? null
            : memoryWidth is null ? start.Projection(mechanism, sizes, width, Total(ofQueries)) : start.Linear(width, Total(ofQueries));
        memory = memoryWidth is { } wide ? start.Linear(wide, Total(ofKeys)) : null;
        output = start.Linear(mechanism.OutputWidth(sizes), width);
        signals = new(start, mechanism, sizes, width, memoryWidth ?? width);
        if (query is not null) register_module(nameof(query), query);
        if (memory is not null) register_module(nameof(memory), memory);
        register_module(nameof(output), output);
        register_module(nameof(signals), signals);
    }

    /// <summary>What mixes the tokens.</summary>
    public Mechanism Mechanism { get; }

    /// <summary>The width of its inputs and outputs.</summary>
    public long Width { get; }

    /// <summary>Query heads H.</summary>
    public long Heads { get; }

    /// <summary>The width of one head.</summary>
    public long HeadWidth => Width / Heads;

    /// <summary>What the mechanism makes of the inputs.</summary>
    /// <param name="input">(B, N, width).</param>
    /// <returns>(B, N, width).</returns>
    public override Tensor forward(Tensor input)
    {
        using var scope = torch.NewDisposeScope();
        return Join(Mechanism.Attend(Project(input))).MoveToOuterDisposeScope();
    }

    /// <summary>Everything that the mechanism reads, made of one text.</summary>
    /// <param name="input">(B, N, width).</param>
    public SignalSet Project(Tensor input)
    {
        var given = signals.Of(input, input);
        if (query is not null) Cut(query.call(input), ofQueries, given);
        foreach (var role in asTheyAre) given[role.Name] = input;
        return given;
    }

    /// <summary>What the mechanism reads of the tokens that ask.</summary>
    /// <param name="input">(B, N, width).</param>
    public SignalSet ProjectQueries(Tensor input)
    {
        var given = signals.Of(input, null);
        if (query is not null) Cut(query.call(input), ofQueries, given);
        foreach (var role in asTheyAre) given[role.Name] = input;
        return given;
    }

    /// <summary>What the mechanism reads of the tokens that are asked, which does not depend on who asks.</summary>
    /// <param name="text">(B, M, memory width).</param>
    /// <exception cref="InvalidOperationException">The layer reads its own text.</exception>
    public SignalSet ProjectMemory(Tensor text)
    {
        var given = signals.Tokens(null, text);
        Cut((memory ?? throw new InvalidOperationException("This layer reads its own text: give it the width of another one.")).call(text),
            ofKeys, given);
        return given;
    }

    /// <summary>The heads put together: the output of the layer for what they read.</summary>
    /// <param name="read">What the mechanism gave.</param>
    /// <returns>(B, N, width).</returns>
    public Tensor Join(Tensor read) => output.call(Mechanism.Joined(read));

    private long Total(Role[] roles) => roles.Sum(r => r.Width(sizes));

    // Cut before heads are told apart: the gradients, whose heads lie side by side, then need only be put next to one another.
    private void Cut(Tensor joined, Role[] roles, SignalSet into)
    {
        var parts = joined.split([.. roles.Select(r => r.Width(sizes))], -1);
        for (var i = 0; i < roles.Length; i++) into[roles[i].Name] = roles[i].Arranged(parts[i], sizes);
    }
}
