using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Numbers of 32 bits.</summary>
internal readonly unsafe struct StoredFloat32 : IStored
{
    public static int Bytes => sizeof(float);
    public static bool Scales => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Load<S, V>(byte* row, nint index) where S : struct, ISimd<V> where V : struct => S.Load((float*)row + index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Number(byte* row, nint index) => ((float*)row)[index];
}

/// <summary>The upper halves of numbers of 32 bits.</summary>
internal readonly unsafe struct StoredBFloat16 : IStored
{
    public static int Bytes => sizeof(ushort);
    public static bool Scales => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Load<S, V>(byte* row, nint index) where S : struct, ISimd<V> where V : struct => S.LoadBFloat16((ushort*)row + index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Number(byte* row, nint index) => BitConverter.UInt32BitsToSingle((uint)((ushort*)row)[index] << 16);
}

/// <summary>Whole numbers of 8 bits, and scales elsewhere.</summary>
internal readonly unsafe struct StoredInt8 : IStored
{
    public static int Bytes => sizeof(sbyte);
    public static bool Scales => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Load<S, V>(byte* row, nint index) where S : struct, ISimd<V> where V : struct => S.LoadInt8((sbyte*)row + index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Number(byte* row, nint index) => ((sbyte*)row)[index];
}
