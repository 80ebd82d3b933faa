namespace Heed.Kernels.Bench;

/// <summary>Somebody who computes a case.</summary>
internal abstract class Contestant : IDisposable
{
    /// <summary>One call as a user would make it; what it allocates is freed again.</summary>
    public abstract void Run();

    /// <summary>What a call computes: the outputs; of a backward pass also the gradients of queries, keys and values.</summary>
    /// <param name="gradient">Of the outputs.</param>
    public abstract float[][] Compute(Tensor gradient);

    public abstract void Dispose();
}
