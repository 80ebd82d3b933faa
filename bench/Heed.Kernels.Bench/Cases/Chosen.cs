namespace Heed.Kernels.Bench;

/// <summary>A part as some of the queries see it, so that the definition can be asked about them alone.</summary>
/// <param name="part">The part.</param>
/// <param name="rows">The queries.</param>
internal readonly struct Chosen<TPart>(TPart part, int[] rows) : IPart<Chosen<TPart>> where TPart : struct, IPart<TPart>
{
    public V Apply<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct => throw Only();

    public V Hide<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct => throw Only();

    public V Backward<S, V>(V score, V gradient, Lanes at) where S : struct, ISimd<V> where V : struct => throw Only();

    public double Define(double score, int query, int key) => part.Define(score, rows[query], key);

    public bool Sees(int query, int key) => part.Sees(rows[query], key);

    public float Sink => part.Sink;

    public Chosen<TPart> For(int batch, int head) => new(part.For(batch, head), rows);

    private static NotSupportedException Only() => new("Chosen rows are for the definition only.");
}
