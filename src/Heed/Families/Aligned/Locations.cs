namespace Heed.Aligned;

/// <summary>What a key feels of earlier weights around its place: a convolution along the keys, and a map of what that gives.</summary>
internal static class Locations
{
    public const string Initial = "initial_weights";

    /// <summary>The inputs: filters, the map, and the weights before the first query.</summary>
    public static IReadOnlyList<Role> Roles(int channels) =>
    [
        new("filters", $"filters=8 {channels} kernel=3", RoleKind.Parameter,
            "convolved with the weights of earlier queries, the kernel's middle on the key"),
        new("w_f", "A filters", RoleKind.Parameter, "from the filters to the hidden layer"),
        new(Initial, "B M", RoleKind.State, "the weights before the first query") { Optional = true },
    ];

    /// <summary>What the filters see, mapped into the hidden layer: (B, H, M, A).</summary>
    /// <param name="inputs">The call.</param>
    /// <param name="weights">One for each channel, (B, H, 1, M).</param>
    public static Tensor Feel(Inputs inputs, params Tensor[] weights)
    {
        var filters = inputs["filters"];
        var (kernel, channels) = (filters.shape[2], torch.cat(weights, 2).flatten(0, 1));  // (B·H, channels, M)
        var around = torch.nn.functional.pad(channels, [kernel / 2, (kernel - 1) / 2]).unfold(-1, kernel, 1); // (B·H, channels, M, kernel)
        var seen = around.transpose(1, 2).flatten(-2).matmul(filters.flatten(1).t()); // (B·H, M, filters)
        return seen.matmul(inputs["w_f"].t()).unflatten(0, inputs.Batch, inputs.Heads);
    }

    /// <summary>Given weights before the first query, 0 where keys are hidden, (B, H, 1, M); null where none were given.</summary>
    public static Tensor? Given(Inputs inputs)
    {
        if (inputs.Signals.Find(Initial) is not { } given) return null;
        if (inputs.Mask.KeyMask is { } keys) given = given.Filled(keys.logical_not(), 0);
        return given.unsqueeze(1).unsqueeze(1).expand(inputs.Batch, inputs.Heads, 1, inputs.Keys);
    }
}
