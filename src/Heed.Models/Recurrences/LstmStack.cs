using Heed.Models.Layers;
using TorchSharp.Modules;

namespace Heed.Models.Recurrences;

/// <summary>LSTM layers on top of one another, with dropout between them.</summary>
internal sealed class LstmStack : torch.nn.Module
{
    private readonly ModuleList<LSTM> layers;
    private readonly Noise noise;

    public LstmStack(Start start, Noise noise, long from, long width, int layers) : base(nameof(LstmStack))
    {
        this.noise = noise;
        Width = width;
        this.layers = new([.. Enumerable.Range(0, layers).Select(l => start.Lstm(l == 0 ? from : width, width))]);
        RegisterComponents();
    }

    public long Width { get; }

    public int Layers => layers.Count;

    /// <summary>All layers over a whole sequence.</summary>
    /// <param name="x">(T, B, I).</param>
    /// <param name="states">Where to start; null = at zero.</param>
    /// <param name="lengths">How many steps each row has, (B) int64; null = all.</param>
    /// <returns>What the top layer says, (T, B, W), and the states after the last step of each row.</returns>
    public (Tensor Output, StackStates Last) Run(Tensor x, StackStates? states = null, Tensor? lengths = null)
    {
        // Without gradients LibTorch 2.10 takes another way on a CPU, which is wrong unless the width is a multiple of 32.
        var frozen = !torch.is_grad_enabled();
        using var right = torch.enable_grad();
        var (outputs, memories) = (new List<Tensor>(), new List<Tensor>());
        for (var l = 0; l < layers.Count; l++)
        {
            (Tensor, Tensor)? start = states is null ? null
                : (states.Outputs.narrow(1, l, 1).transpose(0, 1).contiguous(),
                    states.Memories.narrow(1, l, 1).transpose(0, 1).contiguous());
            if (l > 0) x = noise.Drop(x, training);
            Tensor output, memory;
            if (lengths is null)
            {
                (x, output, memory) = layers[l].call(x, start);
            }
            else
            {
                using var packed = torch.nn.utils.rnn.pack_padded_sequence(x, lengths, batch_first: false, enforce_sorted: false);
                (var said, output, memory) = layers[l].call(packed, start);
                (x, _) = torch.nn.utils.rnn.pad_packed_sequence(said, batch_first: false, total_length: x.shape[0]);
                said.Dispose();
            }

            outputs.Add(output.transpose(0, 1));
            memories.Add(memory.transpose(0, 1));
        }

        return (Last(x), new(Last(torch.cat(outputs, 1)), Last(torch.cat(memories, 1))));

        Tensor Last(Tensor tensor) => frozen ? tensor.detach() : tensor;
    }
}

/// <summary>The states of all layers of a stack.</summary>
/// <param name="Outputs">(B, L, W).</param>
/// <param name="Memories">(B, L, W).</param>
internal sealed record StackStates(Tensor Outputs, Tensor Memories)
{
    private const string Output = "output";
    private const string Memory = "memory";

    public static StackStates Of(WriterState state) => new(state[Output], state[Memory]);

    public void Keep(WriterState state) => (state[Output], state[Memory]) = (Outputs, Memories);
}
