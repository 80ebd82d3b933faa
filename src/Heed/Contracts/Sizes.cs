using Heed.Native;

namespace Heed;

/// <summary>
/// What the sizes of a shape are in numbers. The one place that turns shapes into numbers and back: for the door, layers, laws,
/// witnesses, files and the benchmark alike.
/// </summary>
public sealed class Sizes
{
    private readonly Dictionary<string, long> known = new(StringComparer.Ordinal);

    private Sizes(Mechanism mechanism) => Mechanism = mechanism;

    /// <summary>Whose sizes they are.</summary>
    internal Mechanism Mechanism { get; }

    /// <summary>The size of that name.</summary>
    /// <param name="name">Such as <c>H</c>.</param>
    /// <exception cref="KeyNotFoundException">Nothing fixes it.</exception>
    public long this[string name] => Find(name) ?? throw new KeyNotFoundException($"No input of '{Mechanism}' fixes the size {name}.");

    /// <summary>The size of that name, or null when nothing fixes it.</summary>
    /// <param name="name">Such as <c>H</c>.</param>
    public long? Find(string name)
    {
        if (known.TryGetValue(name, out var size)) return size;
        return Mechanism.SizeOf(name, this) is { } derived ? known[name] = derived : null;
    }

    /// <summary>The sizes for inputs that are yet to be made.</summary>
    /// <param name="mechanism">What declares them.</param>
    /// <param name="batch">Texts.</param>
    /// <param name="heads">Query heads.</param>
    /// <param name="queries">Tokens that ask.</param>
    /// <param name="keys">Tokens that are asked.</param>
    /// <param name="width">The width of a head's queries and keys.</param>
    /// <param name="valueWidth">The width of a head's values.</param>
    public static Sizes For(Mechanism mechanism, long batch, long heads, long queries, long keys, long width, long valueWidth)
    {
        var sizes = new Sizes(mechanism);
        (string, long)[] given =
        [
            ("B", batch), ("H", heads), ("G", mechanism.KvHeads(heads)), ("N", queries), ("M", keys),
            ("Dq", width), ("Dk", width), ("Dv", valueWidth), ("C", heads * width),
        ];
        foreach (var (name, size) in given) sizes.known[name] = size;
        foreach (var size in mechanism.Roles.SelectMany(r => r.Sizes).Where(s => s.Name.Length > 0 && sizes.Find(s.Name) is null))
            sizes.known[size.Name] = size.Usual > 0 ? size.Usual : width;
        var named = mechanism.Roles.SelectMany(r => r.Sizes).Select(s => s.Name).Where(n => n.Length > 0);
        foreach (var name in given.Select(g => g.Item1).Concat(named))
            if (mechanism.SizeOf(name, sizes) is { } derived) sizes.known[name] = derived;     // queries may be made of parts
        return sizes;
    }

    /// <summary>Throws unless what is yet to be made for these inputs fits into the memory that can be had.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="bytes">How many bytes each number of an input takes.</param>
    /// <exception cref="ArgumentException">It does not; the message names the largest.</exception>
    internal void RequireRoom(IEnumerable<Role> inputs, Func<Role, double> bytes)
    {
        var needs = inputs.Select(r => (Role: r, Bytes: bytes(r) * Shape(r).Aggregate(1.0, (all, size) => all * size))).ToArray();
        var (needed, there) = (needs.Sum(n => n.Bytes), UsableMemory.Bytes);
        if (needed <= there) return;
        var (largest, shape) = (needs.MaxBy(n => n.Bytes).Role, Shape(needs.MaxBy(n => n.Bytes).Role));
        throw new ArgumentException(FormattableString.Invariant(
            $"'{Mechanism}' needs {needed / 1e9:N1} GB, most of it for '{largest.Name}' of shape ({string.Join(", ", shape)}), ")
            + FormattableString.Invariant($"and {there / 1e9:N1} GB can be had: give it smaller sizes."));
    }

    /// <summary>The shape in numbers.</summary>
    /// <param name="shape">Sizes, separated by spaces.</param>
    public long[] Shape(string shape) => Shape(shape.Split(' ').Select(Size.Parse));

    /// <summary>The shape of an input in numbers.</summary>
    /// <param name="role">The input.</param>
    public long[] Shape(Role role) => Shape(role.Sizes);

    internal static Sizes Of(Mechanism mechanism, Func<string, Tensor?> given)
    {
        var sizes = new Sizes(mechanism);
        foreach (var role in mechanism.Roles)
            if (given(role.Name) is { } tensor) sizes.Bind(role, tensor);
        return sizes;
    }

    /// <summary>The same sizes, some of them replaced.</summary>
    internal Sizes With(params ReadOnlySpan<(string Name, long Size)> changed)
    {
        var sizes = new Sizes(Mechanism);
        foreach (var (name, size) in known) sizes.known[name] = size;
        foreach (var (name, size) in changed) sizes.known[name] = size;
        return sizes;
    }

    private long[] Shape(IEnumerable<Size> shape) => [.. shape.Select(s => s.Name.Length == 0 ? s.Plus : s.Of(this[s.Name]))];

    private void Bind(Role role, Tensor tensor)
    {
        var fits = tensor.dim() == role.Sizes.Count;
        for (var axis = 0; fits && axis < role.Sizes.Count; axis++) fits = Bind(role.Sizes[axis], tensor.shape[axis]);
        if (fits) return;
        var expected =
            string.Join(", ", role.Sizes.Select(s => s.Name.Length > 0 && Find(s.Name) is { } n ? $"{s}={s.Of(n)}" : s.ToString()));
        throw new ArgumentException($"'{role.Name}' has shape ({string.Join(", ", tensor.shape)}); expected ({expected}).", role.Name);
    }

    private bool Bind(Size size, long given)
    {
        if (size.Name.Length == 0) return given == size.Plus;
        if (Find(size.Name) is { } before) return size.Of(before) == given;
        if (size.Solve(given) is not { } solved) return false;
        known[size.Name] = solved;
        return true;
    }
}
