namespace Heed.Kernels;

/// <summary>
/// A row of one to three registers. The compiler keeps its fields in registers, so that eight rows of three fill the 32 registers of
/// AVX-512 and four of three the 16 of AVX2.
/// </summary>
internal unsafe interface IRow<TSelf, S, V> where TSelf : struct, IRow<TSelf, S, V> where S : struct, ISimd<V> where V : struct
{
    /// <summary>How many registers.</summary>
    static abstract int Registers { get; }
    static abstract TSelf Fill(V x);
    static abstract TSelf Load(float* from);
    static abstract void Store(TSelf row, float* to);
    /// <summary>x · y + z.</summary>
    static abstract TSelf Fma(V x, TSelf y, TSelf z);
    /// <summary>The registers in turn through a function of one, which is told how many lanes lie before them.</summary>
    static abstract TSelf Map<F>(TSelf x, in F f) where F : struct, IMap<V>;
    /// <summary>The registers of two rows in turn through a function.</summary>
    static abstract TSelf Map<F>(TSelf x, TSelf y, in F f) where F : struct, IMap2<V>;
}
