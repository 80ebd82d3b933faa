namespace Heed.Native;

/// <summary>How much memory one task may ask for; what needs more is refused, in the words of whoever needs it.</summary>
public static class UsableMemory
{
    /// <summary>In bytes: four fifths of what this process can have, on this machine or in its container.</summary>
    public static double Bytes => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes * 0.8;
}
