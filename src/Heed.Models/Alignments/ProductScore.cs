using TorchSharp.Modules;

namespace Heed.Models.Alignments;

/// <summary>q · m, or qᵀ W m; W m is computed once.</summary>
internal sealed class ProductScore : PreparedScore
{
    private readonly Parameter? w_a;

    public ProductScore(Parameter? w_a) : base(nameof(ProductScore))
    {
        this.w_a = w_a;
        RegisterComponents();
    }

    public override SignalSet Given(Mechanism mechanism) => w_a is null ? [] : new() { [nameof(w_a)] = w_a };

    public override Tensor Keys(Tensor memory) => w_a is null ? memory.alias() : memory.matmul(w_a.t()).transpose(1, 2);

    public override Tensor Of(Tensor queries, Tensor keys) => queries.bmm(w_a is null ? keys.transpose(1, 2) : keys);
}
