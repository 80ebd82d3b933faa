namespace Heed;

/// <summary>
/// One input of a mechanism: declared by name and shape, so that the door, layers, laws, files and the bench can all supply it.
/// Most mechanisms read <c>q</c>, <c>k</c> and <c>v</c> (<see cref="QueryKeyValue"/>) and some signals beside them; others read
/// something else, such as the latent vectors of multi-head latent attention.
/// </summary>
/// <param name="Name">The name in files and messages, such as <c>log_decay</c>.</param>
/// <param name="Shape">Its sizes in the language of <see cref="Size"/>, separated by spaces.</param>
/// <param name="Kind">Where it comes from.</param>
/// <param name="Meaning">What it says, in a few words.</param>
public sealed record Role(string Name, string Shape, RoleKind Kind, string Meaning)
{
    private readonly Size[] sizes = [.. Shape.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Size.Parse)];

    /// <summary>Queries, keys and values as most mechanisms read them: query head i of H reads key head floor(i·G/H).</summary>
    public static IReadOnlyList<Role> QueryKeyValue { get; } =
    [
        new("q", "B H N Dq", RoleKind.Query, "what asks"),
        new("k", "B G M Dk", RoleKind.Key, "what is compared with the question"),
        new("v", "B G M Dv", RoleKind.Value, "what is read"),
    ];

    /// <summary>The values that it may hold, and how a layer gets them there.</summary>
    public RoleRange Range { get; init; }

    /// <summary>How a parameter starts.</summary>
    public RoleStart Start { get; init; } = RoleStart.Normal;

    /// <summary>
    /// Where each number of a parameter starts, by its place and the shape of all, where they are to differ in a way that is known; it
    /// stands in for <see cref="Start"/>.
    /// </summary>
    public Func<long[], long[], double>? StartAt { get; init; }

    /// <summary>
    /// Whether a layer hands its own input on as it is instead of mapping it: then the shape is that of the layer's input, <c>B N C</c>.
    /// </summary>
    public bool IsUnmapped { get; init; }

    /// <summary>
    /// Whether it is a linear map, (out, in), so that a draw makes it as small as a layer does at first, and what it gives is as large as
    /// what it reads.
    /// </summary>
    public bool IsMap { get; init; }

    /// <summary>Whether it may be left out.</summary>
    public bool Optional { get; init; }

    /// <summary>Whether it only decides what is read, so that no gradient comes back to it: a layer makes it, and training leaves it as it
    /// is.</summary>
    public bool OnlyChooses { get; init; }

    /// <summary>Its sizes, one for each axis.</summary>
    public IReadOnlyList<Size> Sizes => sizes;

    /// <summary>Whether a layer computes it from tokens, by a linear map and <see cref="Range"/>.</summary>
    public bool IsPerToken => Kind is RoleKind.Query or RoleKind.Key or RoleKind.Value or RoleKind.Token;

    /// <summary>Whether it belongs to the tokens that ask; the others belong to those that are asked.</summary>
    public bool IsOfQueries => Axis("N") >= 0;

    /// <summary>The axis along which tokens lie, or −1.</summary>
    public int TokenAxis => IsOfQueries ? Axis("N") : Axis("M");

    /// <summary>The axis of that size, or −1.</summary>
    /// <param name="size">The name of a size, such as <c>B</c>.</param>
    public int Axis(string size) => Array.FindIndex(sizes, s => s.Name == size);
}

/// <summary>Where an input comes from.</summary>
public enum RoleKind
{
    /// <summary>What a token asks.</summary>
    Query,

    /// <summary>What a token is compared by.</summary>
    Key,

    /// <summary>What is read of a token.</summary>
    Value,

    /// <summary>Another thing that a token says, such as how fast the memory is to fade.</summary>
    Token,

    /// <summary>Learned, or drawn once: the same for all inputs.</summary>
    Parameter,

    /// <summary>What was kept of an earlier part of the sequence.</summary>
    State,
}

/// <summary>The values that an input may hold.</summary>
public enum RoleRange
{
    /// <summary>Any real number.</summary>
    Real,

    /// <summary>At most zero, through log σ: the logarithm of a decay.</summary>
    Negative,

    /// <summary>Above zero, through log(1 + eˣ).</summary>
    Positive,

    /// <summary>Between zero and one, through σ.</summary>
    Unit,

    /// <summary>Between zero and two, through 2σ.</summary>
    UpToTwo,

    /// <summary>A vector of length one along the last axis.</summary>
    UnitVector,

    /// <summary>Shares of one along the last axis, through softmax.</summary>
    Simplex,
}

/// <summary>How a parameter starts in an untrained layer.</summary>
public enum RoleStart
{
    /// <summary>Normal with variance 1 over the last size.</summary>
    Normal,

    /// <summary>Zero.</summary>
    Zero,

    /// <summary>One.</summary>
    One,

    /// <summary>The identity matrix.</summary>
    Identity,

    /// <summary>Random features: blocks of orthogonal rows with the norms of Gaussian vectors. Not trained.</summary>
    Orthogonal,

    /// <summary>Random features: Gaussian rows, each on its own. Not trained.</summary>
    Gaussian,
}
