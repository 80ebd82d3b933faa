namespace Heed;

/// <summary>The inputs of every token as they were given, for what no cache of the kernels can read. No gradient goes through it.</summary>
internal sealed class TensorPast : Past
{
    // tokens: so that many short texts side by side stay small
    private const int FirstRoom = 16;

    private readonly Role[] roles;
    private readonly long? window;
    private readonly List<long> places = [];                                               // of the rows that are filled
    private Tensor[] rooms;
    private int first;                                                                     // rows before it are out of the window
    private int tokens;

    /// <summary>Begins with some tokens.</summary>
    /// <param name="roles">What is kept of each.</param>
    /// <param name="given">The inputs, by name; copied.</param>
    /// <param name="window">How many of the latest tokens are kept; null for all.</param>
    /// <param name="at">Where they stand.</param>
    /// <param name="seen">How many tokens there have been, if more than the last place says.</param>
    public TensorPast(IEnumerable<Role> roles, Func<string, Tensor> given, long? window, IReadOnlyList<long> at, int seen = 0)
    {
        (this.roles, this.window) = ([.. roles], window);
        rooms = [.. this.roles.Select(r => Room(r, given(r.Name), Math.Max(FirstRoom, 2 * at.Count)))];
        Append(given, at);
        tokens = Math.Max(tokens, seen);
    }

    /// <inheritdoc />
    public override int Tokens => tokens;

    /// <inheritdoc />
    public override long Numbers => roles.Select((r, i) => rooms[i].numel() / rooms[i].shape[r.TokenAxis] * Kept).Sum();

    /// <summary>Where what is kept stands in the text.</summary>
    public IReadOnlyList<long> PlacesKept => places[first..];

    private int Kept => places.Count - first;

    /// <summary>What is kept of an input, where it lies, valid until the next call.</summary>
    /// <param name="name">Its name.</param>
    public Tensor this[string name]
    {
        get
        {
            var i = Array.FindIndex(roles, r => r.Name == name);
            return rooms[i].narrow(roles[i].TokenAxis, first, Kept);
        }
    }

    /// <summary>One or more tokens more. What falls out of the window stays until <see cref="Trim"/>.</summary>
    /// <param name="given">Their inputs, by name.</param>
    /// <param name="at">Where they stand.</param>
    public void Append(Func<string, Tensor> given, IReadOnlyList<long> at)
    {
        if (places.Count + at.Count > rooms[0].shape[roles[0].TokenAxis]) Grow(at.Count);
        for (var i = 0; i < rooms.Length; i++) rooms[i].narrow(roles[i].TokenAxis, places.Count, at.Count).copy_(given(roles[i].Name));
        places.AddRange(at);
        if (at.Count > 0) tokens = (int)at[^1] + 1;
    }

    /// <summary>Lets go of what no later token sees.</summary>
    public void Trim()
    {
        if (Kept > window) first = places.Count - (int)window.Value;
    }

    /// <inheritdoc />
    public override (string Name, Tensor Value)[] Copy()
    {
        var copies = roles.Select(r => (r.Name, this[r.Name].clone()));
        var plain = PlacesKept.Select((place, row) => place == row).All(same => same) && tokens == Kept;
        return [.. plain ? copies : copies.Append((State.PlacesKept, Places.Of([.. PlacesKept, tokens]).expand(rooms[0].shape[0], -1)))];
    }

    /// <inheritdoc />
    public override Past Select(ReadOnlySpan<int> rows)
    {
        using var scope = torch.NewDisposeScope();
        var index = torch.tensor(rows.ToArray(), torch.int64);
        return new TensorPast(roles, name => this[name].index_select(0, index), window, PlacesKept, tokens);
    }

    /// <inheritdoc />
    public override Past Drop(IReadOnlySet<long> dropped)
    {
        using var scope = torch.NewDisposeScope();
        var kept = PlacesKept.Index().Where(p => !dropped.Contains(p.Item)).ToArray();
        var index = Places.Of([.. kept.Select(p => (long)p.Index)]);
        return new TensorPast(roles, name =>
            this[name].index_select(roles.First(r => r.Name == name).TokenAxis, index), window, [.. kept.Select(p => p.Item)], tokens);
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        foreach (var room in rooms) room.Dispose();
    }

    /// <summary>Moves what is kept to the start of rooms twice as large.</summary>
    private void Grow(int added)
    {
        var (old, kept) = (rooms, Kept);
        rooms = [.. roles.Select((r, i) => Room(r, old[i], 2L * (kept + added)))];
        for (var i = 0; i < rooms.Length; i++)
        {
            var axis = roles[i].TokenAxis;
            rooms[i].narrow(axis, 0, kept).copy_(old[i].narrow(axis, first, kept));
            old[i].Dispose();
        }

        places.RemoveRange(0, first);
        first = 0;
    }

    private static Tensor Room(Role role, Tensor like, long tokens)
    {
        long[] shape = [.. like.shape];
        shape[role.TokenAxis] = tokens;
        return torch.empty(shape, like.dtype, like.device).DetachFromDisposeScope();
    }
}
