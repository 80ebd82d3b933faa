namespace Heed.Kernels.Bench;

/// <summary>Our kernel on keys and values that a cache holds.</summary>
internal sealed class CacheKernel : Contestant
{
    private readonly Operands operands;
    private readonly AttentionCache cache;
    private readonly AttentionOptions options;
    private readonly Tensor output;

    public CacheKernel(Case one, Operands operands)
    {
        (this.operands, options, output) = (operands, new() { Threads = one.Threads, Registers = one.Registers },
            torch.empty_like(operands.Queries));
        var (size, shape) = (operands.Size, operands.Size.Key);
        cache = one.Store switch
        {
            Store.Contiguous or Store.BFloat16 or Store.Int8
                => new KeyValueCache(1, size.Groups, size.Width, size.Width, size.Keys, new() { Precision = one.Precision }),
            Store.Ring => new RingCache(1, size.Groups, size.Width, size.Width, size.Keys),
            Store.Paged
                => new PagedCache(new(size.Groups, size.Width, size.Width, (size.Keys + PageTokens - 1) / PageTokens, PageTokens), 1),
            _ => throw new ArgumentOutOfRangeException(nameof(one), one.Store, "This is no cache."),
        };
        if (one.Store == Store.Ring)
        {
            var half = new Shape(1, size.Groups, size.Keys / 2, size.Width);         // as many tokens as it forgets again
            cache.Append(new View(operands.K.Data, half, shape.Length, shape.Tokens * shape.Width, shape.Width),
                new View(operands.V.Data, half, shape.Length, shape.Tokens * shape.Width, shape.Width));
        }
        cache.Append(operands.K, operands.V);
    }

    private const int PageTokens = 64;

    public override void Run() => cache.Attend(operands.Q, Operands.Floats(output), default, options);

    public override float[][] Compute(Tensor gradient)
    {
        Operands.Floats(output).Fill(float.NaN);
        Run();
        return [Operands.Floats(output).ToArray()];
    }

    public override void Dispose() => output.Dispose();
}
