using Heed.Models.Layers;
using TorchSharp.Modules;

namespace Heed.Models.Recurrences;

/// <summary>
/// LSTM layers that go step by step because each step is also given what came of the one before. Gates in the order i, f, g, o.
/// </summary>
internal sealed class FedStack : torch.nn.Module
{
    private readonly List<Parameter> weight_ih = [];
    private readonly List<Parameter> weight_hh = [];
    private readonly List<Parameter> bias_ih = [];
    private readonly Parameter weight_fed;
    private readonly Noise noise;

    public FedStack(Start start, Noise noise, long from, long width, int layers) : base(nameof(FedStack))
    {
        this.noise = noise;
        Width = width;
        weight_fed = start.Gates(4, width, width);
        RegisterComponents();
        for (var l = 0; l < layers; l++)
        {
            weight_ih.Add(start.Gates(4, width, l == 0 ? from : width));
            weight_hh.Add(start.Recurrent(4, width));
            bias_ih.Add(Initializer.Constant(0, 4 * width));
            using (torch.no_grad()) bias_ih[l].narrow(0, width, width).fill_(1);            // it remembers at first
            register_parameter($"weight_ih_l{l}", weight_ih[l]);
            register_parameter($"weight_hh_l{l}", weight_hh[l]);
            register_parameter($"bias_ih_l{l}", bias_ih[l]);
        }
    }

    public long Width { get; }

    /// <summary>What inputs say to the gates of the first layer, (…, 4W).</summary>
    public Tensor Given(Tensor x) => torch.nn.functional.linear(x, weight_ih[0], bias_ih[0]);

    /// <summary>Starts from the states of another stack.</summary>
    public FedRun Start(StackStates states) => new(
        states.Outputs.unbind(1), states.Memories.unbind(1), weight_fed.t(), [.. weight_ih.Select(w => w.t())],
        [.. weight_hh.Select(w => w.t())]);

    /// <summary>One step.</summary>
    /// <param name="given">What the input says to the gates of the first layer, (B, 4W).</param>
    /// <param name="before">What came of the step before, (B, W).</param>
    /// <param name="run">The states, changed in place.</param>
    /// <returns>What the top layer says, (B, W).</returns>
    public Tensor Step(Tensor given, Tensor before, FedRun run)
    {
        var x = before;
        for (var l = 0; l < weight_hh.Count; l++)
        {
            if (l > 0) x = noise.Drop(x, training);
            var sum = (l == 0 ? given.addmm(x, run.Fed, 1, 1) : bias_ih[l].addmm(x, run.Inputs[l], 1, 1))
                .addmm(run.Outputs[l], run.Recurrent[l], 1, 1);
            var parts = sum.chunk(4, 1);
            run.Memories[l] = (parts[1].sigmoid() * run.Memories[l]).addcmul(parts[0].sigmoid(), parts[2].tanh(), 1);
            x = run.Outputs[l] = parts[3].sigmoid() * run.Memories[l].tanh();
        }

        return x;
    }
}

/// <summary>A run of a stack: its states, layer by layer, and its weights, transposed once.</summary>
internal sealed record FedRun(Tensor[] Outputs, Tensor[] Memories, Tensor Fed, Tensor[] Inputs, Tensor[] Recurrent)
{
    public StackStates States => new(torch.stack(Outputs, 1), torch.stack(Memories, 1));
}
