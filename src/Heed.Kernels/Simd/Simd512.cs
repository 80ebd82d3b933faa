using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using V = System.Runtime.Intrinsics.Vector512<float>;

namespace Heed.Kernels;

/// <summary>Registers of 512 bits.</summary>
internal readonly struct Simd512 : ISimd<V>
{
    public static int Count => V.Count;
    public static V Iota => Vector512<float>.Indices;
    private static Vector512<int> Powers => Vector512.Create(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768);
    [MethodImpl(MethodImplOptions.AggressiveInlining)] public static unsafe V Load(float* from) => Vector512.Load(from);
    [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Load(ReadOnlySpan<float> from) => Vector512.Create(from);
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe V LoadBFloat16(ushort* from)
    {
        if (Avx512F.IsSupported) return (Avx512F.ConvertToVector512Int32(Vector256.Load(from)) << 16).AsSingle();
        return Vector512.Create(Simd256.LoadBFloat16(from), Simd256.LoadBFloat16(from + 8));
    }
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe V LoadInt8(sbyte* from)
    {
        if (Avx512F.IsSupported) return Vector512.ConvertToSingle(Avx512F.ConvertToVector512Int32(Vector128.Load(from)));
        return Vector512.Create(Simd256.LoadInt8(from), Simd256.LoadInt8(from + 8));
    }
    [MethodImpl(MethodImplOptions.AggressiveInlining)] public static unsafe void Store(V x, float* to) => x.Store(to);
    [MethodImpl(MethodImplOptions.AggressiveInlining)] public static void Store(V x, Span<float> to) => x.CopyTo(to);
    [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Create(float x) => Vector512.Create(x);
    [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Add(V a, V b) => a + b;
    [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Sub(V a, V b) => a - b;
    [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Mul(V a, V b) => a * b;
    [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Div(V a, V b) => a / b;
    [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Fma(V a, V b, V c) => Vector512.MultiplyAddEstimate(a, b, c);
    [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Max(V a, V b) => Vector512.MaxNative(a, b);
    [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Min(V a, V b) => Vector512.MinNative(a, b);
    [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Less(V a, V b) => Vector512.LessThan(a, b);
    [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Same(V a, V b) => Vector512.Equals(a, b);
    [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Select(V mask, V a, V b) => Vector512.ConditionalSelect(mask, a, b);
    [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V Round(V x) => Vector512.Round(x);
    [MethodImpl(MethodImplOptions.AggressiveInlining)] public static V ShiftLeft23(V x) => (x.AsInt32() << 23).AsSingle();
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Marked(int bits) => Vector512.Equals(Vector512.Create(bits) & Powers, Powers).AsSingle();
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Swap(V x) => Vector512.Shuffle(x, Vector512.Create(1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14));
    [MethodImpl(MethodImplOptions.AggressiveInlining)] public static float Sum(V x) => Vector512.Sum(x);
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Largest(V x) => Simd256.Largest(Vector256.MaxNative(x.GetLower(), x.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Sums(V a, V b, V c, V d)
    {
        if (!Avx512F.IsSupported)
            return Simd256.Sums(a.GetLower() + a.GetUpper(), b.GetLower() + b.GetUpper(), c.GetLower() + c.GetUpper(),
                d.GetLower() + d.GetUpper());
        var (ab, cd) = (Avx512F.UnpackLow(a, b) + Avx512F.UnpackHigh(a, b), Avx512F.UnpackLow(c, d) + Avx512F.UnpackHigh(c, d));
        var sums = Avx512F.Shuffle(ab, cd, 0b01_00_01_00) + Avx512F.Shuffle(ab, cd, 0b11_10_11_10);
        var half = sums.GetLower() + sums.GetUpper();
        return half.GetLower() + half.GetUpper();
    }
}
