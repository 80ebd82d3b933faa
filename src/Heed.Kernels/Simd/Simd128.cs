using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using V = System.Runtime.Intrinsics.Vector128<float>;

namespace Heed.Kernels;

/// <summary>Registers of 128 bits.</summary>
internal readonly struct Simd128 : ISimd<V>
{
    public static int Count => V.Count;
    public static V Iota => Vector128<float>.Indices;
    private static Vector128<int> Powers => Vector128.Create(1, 2, 4, 8);
    [MethodImpl(MethodImplOptions.AggressiveInlining)] public static unsafe V Load(float* from) => Vector128.Load(from);
    [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Load(ReadOnlySpan<float> from) => Vector128.Create(from);
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe V LoadBFloat16(ushort* from)
        => (Vector128.WidenLower(Vector128.CreateScalar(Unsafe.ReadUnaligned<ulong>(from)).AsUInt16()) << 16).AsSingle();
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe V LoadInt8(sbyte* from)
    {
        var shorts = Vector128.WidenLower(Vector128.CreateScalar(Unsafe.ReadUnaligned<uint>(from)).AsSByte());
        return Vector128.ConvertToSingle(Vector128.WidenLower(shorts));
    }
    [MethodImpl(MethodImplOptions.AggressiveInlining)] public static unsafe void Store(V x, float* to) => x.Store(to);
    [MethodImpl(MethodImplOptions.AggressiveInlining)] public static void Store(V x, Span<float> to) => x.CopyTo(to);
    [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Create(float x) => Vector128.Create(x);
    [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Add(V a, V b) => a + b;
    [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Sub(V a, V b) => a - b;
    [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Mul(V a, V b) => a * b;
    [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Div(V a, V b) => a / b;
    [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Fma(V a, V b, V c) => Vector128.MultiplyAddEstimate(a, b, c);
    [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Max(V a, V b) => Vector128.MaxNative(a, b);
    [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Min(V a, V b) => Vector128.MinNative(a, b);
    [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Less(V a, V b) => Vector128.LessThan(a, b);
    [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Same(V a, V b) => Vector128.Equals(a, b);
    [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Select(V mask, V a, V b) => Vector128.ConditionalSelect(mask, a, b);
    [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Round(V x) => Vector128.Round(x);
    [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V ShiftLeft23(V x) => (x.AsInt32() << 23).AsSingle();
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Marked(int bits) => Vector128.Equals(Vector128.Create(bits) & Powers, Powers).AsSingle();
    [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Swap(V x) => Vector128.Shuffle(x, Vector128.Create(1, 0, 3, 2));
    [MethodImpl(MethodImplOptions.AggressiveInlining)] public static float Sum(V x) => Vector128.Sum(x);
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Largest(V x) => MathF.Max(MathF.Max(x[0], x[1]), MathF.Max(x[2], x[3]));
    [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Sums(V a, V b, V c, V d) => Zip.Sums(a, b, c, d);
}
