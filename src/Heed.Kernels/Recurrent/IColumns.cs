namespace Heed.Kernels;

/// <summary>Some columns of a memory in registers: a row of one of its blocks.</summary>
internal unsafe interface IColumns<TSelf, S, V> where TSelf : struct, IColumns<TSelf, S, V> where S : struct, ISimd<V> where V : struct
{
    /// <summary>How many registers.</summary>
    static abstract int Registers { get; }
    static abstract TSelf Fill(V x);
    static abstract TSelf Load(float* from);
    /// <summary>A number times what is read.</summary>
    static abstract TSelf Load(float* from, V by);
    static abstract void Store(TSelf row, float* to);
    static abstract TSelf Add(TSelf x, TSelf y);
    static abstract TSelf Sub(TSelf x, TSelf y);
    /// <summary>x · y + z.</summary>
    static abstract TSelf Fma(V x, TSelf y, TSelf z);
    /// <summary>The products of the registers of two rows, added up lane by lane.</summary>
    static abstract V Products(TSelf x, TSelf y);
}
