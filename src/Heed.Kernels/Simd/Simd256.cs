using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using V = System.Runtime.Intrinsics.Vector256<float>;

namespace Heed.Kernels;

/// <summary>Registers of 256 bits.</summary>
internal readonly struct Simd256 : ISimd<V>
{
    public static int Count => V.Count;
    public static V Iota => Vector256<float>.Indices;
    private static Vector256<int> Powers => Vector256.Create(1, 2, 4, 8, 16, 32, 64, 128);
    [MethodImpl(MethodImplOptions.AggressiveInlining)] public static unsafe V Load(float* from) => Vector256.Load(from);
    [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Load(ReadOnlySpan<float> from) => Vector256.Create(from);
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe V LoadBFloat16(ushort* from)
    {
        if (Avx2.IsSupported) return (Avx2.ConvertToVector256Int32(Vector128.Load(from)) << 16).AsSingle();
        return Vector256.Create(Simd128.LoadBFloat16(from), Simd128.LoadBFloat16(from + 4));
    }
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe V LoadInt8(sbyte* from)
    {
        if (Avx2.IsSupported) return Vector256.ConvertToSingle(Avx2.ConvertToVector256Int32(from));
        return Vector256.Create(Simd128.LoadInt8(from), Simd128.LoadInt8(from + 4));
    }
    [MethodImpl(MethodImplOptions.AggressiveInlining)] public static unsafe void Store(V x, float* to) => x.Store(to);
    [MethodImpl(MethodImplOptions.AggressiveInlining)] public static void Store(V x, Span<float> to) => x.CopyTo(to);
    [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Create(float x) => Vector256.Create(x);
    [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Add(V a, V b) => a + b;
    [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Sub(V a, V b) => a - b;
    [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Mul(V a, V b) => a * b;
    [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Div(V a, V b) => a / b;
    [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Fma(V a, V b, V c) => Vector256.MultiplyAddEstimate(a, b, c);
    [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Max(V a, V b) => Vector256.MaxNative(a, b);
    [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Min(V a, V b) => Vector256.MinNative(a, b);
    [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Less(V a, V b) => Vector256.LessThan(a, b);
    [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Same(V a, V b) => Vector256.Equals(a, b);
    [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Select(V mask, V a, V b) => Vector256.ConditionalSelect(mask, a, b);
    [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Round(V x) => Vector256.Round(x);
    [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V ShiftLeft23(V x) => (x.AsInt32() << 23).AsSingle();
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Marked(int bits) => Vector256.Equals(Vector256.Create(bits) & Powers, Powers).AsSingle();
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Swap(V x) => Vector256.Shuffle(x, Vector256.Create(1, 0, 3, 2, 5, 4, 7, 6));
    [MethodImpl(MethodImplOptions.AggressiveInlining)] public static float Sum(V x) => Vector256.Sum(x);
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Largest(V x) => Simd128.Largest(Vector128.MaxNative(x.GetLower(), x.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Sums(V a, V b, V c, V d)
    {
        if (!Avx.IsSupported)
            return Simd128.Sums(a.GetLower() + a.GetUpper(), b.GetLower() + b.GetUpper(), c.GetLower() + c.GetUpper(),
                d.GetLower() + d.GetUpper());
        var (ab, cd) = (Avx.UnpackLow(a, b) + Avx.UnpackHigh(a, b), Avx.UnpackLow(c, d) + Avx.UnpackHigh(c, d));
        var sums = Avx.Shuffle(ab, cd, 0b01_00_01_00) + Avx.Shuffle(ab, cd, 0b11_10_11_10);
        return sums.GetLower() + sums.GetUpper();
    }
}
