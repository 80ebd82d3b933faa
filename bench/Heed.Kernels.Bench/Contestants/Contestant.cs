namespace Heed.Kernels.Bench;

/// <summary>Somebody who computes a case.</summary>
/// <param name="name">How tables call it.</param>
internal abstract class Contestant(string name) : IDisposable
{
    public string Name => name;

    /// <summary>One call as a user would make it; what it allocates is freed again.</summary>
    public abstract void Run();

    /// <summary>What a call computes: the outputs; of a backward pass also the gradients of queries, keys and values.</summary>
    public abstract float[][] Compute();

    public abstract void Dispose();
}
