namespace Heed.Scan;

/// <summary>What a memory with momentum reads.</summary>
internal static class Surprise
{
    private static readonly Role[] Gates =
    [
        new("theta", "B H M", RoleKind.Token, "how much a token surprises") { Range = RoleRange.Unit },
        new("alpha", "B H M", RoleKind.Token, "how much of the memory is forgotten") { Range = RoleRange.Unit },
        new("eta", "B H M", RoleKind.Token, "how much of the surprise before it goes on") { Range = RoleRange.Unit },
    ];

    /// <summary>The shape of a memory: with a norm in the loss it is to say the value less the key, so both are equally wide.</summary>
    public static string Memory(TitansLoss loss) => loss == TitansLoss.LayerNorm ? "B H Dv Dv" : "B H Dk Dv";

    /// <summary>All inputs.</summary>
    public static IReadOnlyList<Role> Roles(TitansLoss loss) =>
    [
        .. loss == TitansLoss.LayerNorm ? [.. Trained.Tokens, .. Trained.Norm]
            : Role.QueryKeyValue.Select(r => r.Kind == RoleKind.Key ? r with { Range = RoleRange.UnitVector } : r),
        .. Gates,
        new("initial_state", Memory(loss), RoleKind.State, "the memory before the first token") { Optional = true },
    ];
}
