using Heed.Models.Layers;
using TorchSharp.Modules;

namespace Heed.Models.Recurrences;

/// <summary>A layer of gated units as they were published, which reset before the product; gates in the order r, z, n.</summary>
internal sealed class GatedUnit : torch.nn.Module
{
    private readonly Parameter weight_ih;
    private readonly Parameter weight_hh;
    private readonly Parameter bias_ih;

    public GatedUnit(Start start, long from, long width) : base(nameof(GatedUnit))
    {
        Width = width;
        weight_ih = start.Gates(3, width, from);
        weight_hh = start.Recurrent(3, width);
        bias_ih = Initializer.Constant(0, 3 * width);
        RegisterComponents();
    }

    public long Width { get; }

    /// <summary>What inputs say to the gates, (…, 3W).</summary>
    public Tensor Given(Tensor x) => torch.nn.functional.linear(x, weight_ih, bias_ih);

    /// <summary>The states after each step, (T, B, W), from zero on.</summary>
    /// <param name="x">(T, B, I).</param>
    public Tensor Run(Tensor x) => GatedSequence.ResetBefore(Given(x), torch.zeros(x.shape[1], Width), weight_hh);

    /// <summary>The recurrent weights of one step, transposed: for r and z, (W, 2W), and for n, (W, W).</summary>
    public (Tensor Gates, Tensor Candidate) Recurrent()
    {
        var parts = weight_hh.split([2 * Width, Width], 0);
        return (parts[0].t(), parts[1].t());
    }
}
