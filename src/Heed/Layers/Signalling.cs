using TorchSharp.Modules;

namespace Heed;

/// <summary>
/// Whatever a mechanism declares besides queries, keys and values: a parameter, or a linear map of each token, under the name that the
/// mechanism gives it.
/// </summary>
/// <remarks>
/// What it declares of pairs of tokens is the product of a linear map of each, divided by the root of their width, as a score would be.
/// </remarks>
internal sealed class Signalling : torch.nn.Module
{
    private const double KeepMostly = 3;                                                   // σ(3) = 0.95: a memory that fades slowly
    private const string OfKeys = "_keys";
    private readonly Mechanism mechanism;
    private readonly Sizes sizes;
    private readonly Dictionary<string, Parameter> learned = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Linear> maps = new(StringComparer.Ordinal);

    public Signalling(Initializer start, Mechanism mechanism, Sizes sizes, long queryWidth, long keyWidth) : base(nameof(Signalling))
    {
        (this.mechanism, this.sizes) = (mechanism, sizes);
        foreach (var role in mechanism.Signals.Where(s => s.Kind != RoleKind.State && !s.Optional))
        {
            if (IsOfPairs(role))
            {
                Register(role.Name, start.Linear(queryWidth, role.Width(sizes) * sizes["Dk"]));
                Register(role.Name + OfKeys, start.Linear(keyWidth, role.Width(sizes) * sizes["Dk"]));
            }
            else if (role.Kind == RoleKind.Token)
            {
                var map = start.Linear(role.IsOfQueries ? queryWidth : keyWidth, role.Width(sizes));
                if (role.Range == RoleRange.Negative) using (torch.no_grad()) map.bias!.fill_(KeepMostly);
                if (role.OnlyChooses) foreach (var weight in map.parameters()) weight.requires_grad_(false);
                Register(role.Name, map);
            }
            else
            {
                learned[role.Name] = start.Parameter(role, sizes.Shape(role));
                if (role.OnlyChooses) learned[role.Name].requires_grad_(false);
                register_parameter(role.Name, learned[role.Name]);
            }
        }

        void Register(string name, Linear map)
        {
            maps[name] = map;
            register_module(name, map);
        }
    }

    /// <summary>All parameters, with the token signals of those texts that are given.</summary>
    /// <param name="queries">The text of the queries, (B, N, W), or null.</param>
    /// <param name="keys">The text of the keys, (B, M, W), or null.</param>
    public SignalSet Of(Tensor? queries, Tensor? keys)
    {
        var given = Tokens(queries, keys);
        foreach (var role in mechanism.Signals.Where(s => learned.ContainsKey(s.Name)))
            given[role.Name] = learned[role.Name].Bring(role.Range);
        foreach (var role in mechanism.Roles.Where(r => r is { Kind: RoleKind.State, Optional: false }))
            given[role.Name] = Nothing(role, (queries ?? keys)!);
        return given;
    }

    /// <summary>What was kept before a text begins: an input whose own sizes are zero.</summary>
    private Tensor Nothing(Role role, Tensor text)
    {
        var known = mechanism.Roles.Where(r => r.Kind != RoleKind.State).SelectMany(r => r.Sizes).Select(s => s.Name).ToHashSet();
        var shape = role.Sizes.Select(s => s.Name == "B" ? text.shape[0] : known.Contains(s.Name) ? s.Of(sizes[s.Name]) : s.Plus);
        return torch.zeros([.. shape], text.dtype, text.device);
    }

    /// <summary>The token signals of those texts that are given.</summary>
    /// <param name="queries">The text of the queries, (B, N, W), or null.</param>
    /// <param name="keys">The text of the keys, (B, M, W), or null.</param>
    public SignalSet Tokens(Tensor? queries, Tensor? keys)
    {
        var given = new SignalSet();
        foreach (var role in mechanism.Signals.Where(s => maps.ContainsKey(s.Name)))
            if (IsOfPairs(role))
            {
                if (queries is not null && keys is not null)
                    given[role.Name] = role.Paired(maps[role.Name].call(queries), maps[role.Name + OfKeys].call(keys), sizes);
            }
            else if ((role.IsOfQueries ? queries : keys) is { } text) given[role.Name] = role.Arranged(maps[role.Name].call(text), sizes);
        return given;
    }

    private static bool IsOfPairs(Role role) => role.IsPerToken && role.Axis("N") >= 0 && role.Axis("M") >= 0;
}
