namespace Heed.Kernels;

/// <summary>A function of a register and of the lanes that lie before it in its row.</summary>
internal interface IMap<V>
{
    V Of(V x, int lane);
}

/// <summary>A function of two registers and of the lanes that lie before them in their rows.</summary>
internal interface IMap2<V>
{
    V Of(V x, V y, int lane);
}
