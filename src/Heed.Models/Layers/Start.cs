using TorchSharp.Modules;

namespace Heed.Models.Layers;

/// <summary>Draws the weights of an untrained model one after the other, the same for the same seed.</summary>
internal sealed class Start(int seed) : Initializer, IDisposable
{
    private readonly torch.Generator random = new((ulong)seed);

    /// <summary>A linear map with weights uniform in ±√(6/(in + out)) (Glorot and Bengio 2010) and biases 0.</summary>
    public override Linear Linear(long from, long to) => Linear(from, to, bias: true);

    /// <summary>The same, with or without biases.</summary>
    public Linear Linear(long from, long to, bool bias)
    {
        Allowance.Take(to, from);
        var map = torch.nn.Linear(from, to, bias);
        using var frozen = torch.no_grad();
        map.weight.copy_(Glorot(to, from));
        map.bias?.zero_();
        return map;
    }

    /// <summary>A linear map with normal weights and biases 0.</summary>
    public Linear Normal(long from, long to, double deviation, bool bias = true)
    {
        Allowance.Take(to, from);
        var map = torch.nn.Linear(from, to, bias);
        using var frozen = torch.no_grad();
        map.weight.copy_(torch.randn([to, from], generator: random) * deviation);
        map.bias?.zero_();
        return map;
    }

    /// <summary>A vector for each symbol, normal.</summary>
    public Embedding Embedding(long symbols, long width, double deviation)
    {
        Allowance.Take(symbols, width);
        var table = torch.nn.Embedding(symbols, width);
        using var frozen = torch.no_grad();
        table.weight!.copy_(torch.randn([symbols, width], generator: random) * deviation);
        return table;
    }

    /// <summary>Input weights of so many gates.</summary>
    public Parameter Gates(int gates, long width, long from)
    {
        Allowance.Take(gates, width, from);
        using var scope = torch.NewDisposeScope();
        return Kept(GatesOf(gates, width, from));
    }

    /// <summary>Recurrent weights of so many gates, each orthogonal, so that a state neither fades nor explodes at first.</summary>
    public Parameter Recurrent(int gates, long width)
    {
        Allowance.Take(gates, width, width);
        using var scope = torch.NewDisposeScope();
        return Kept(RecurrentOf(gates, width));
    }

    /// <summary>An LSTM layer with orthogonal recurrent weights that remembers at first: its forget gate's bias is 1.</summary>
    public LSTM Lstm(long from, long width)
    {
        Allowance.Take(4, width, from + width);
        var layer = torch.nn.LSTM(from, width);
        using var scope = torch.NewDisposeScope();
        using var frozen = torch.no_grad();
        foreach (var (name, parameter) in layer.named_parameters())
        {
            if (name.StartsWith("weight_ih", StringComparison.Ordinal)) parameter.copy_(GatesOf(4, width, from));
            else if (name.StartsWith("weight_hh", StringComparison.Ordinal)) parameter.copy_(RecurrentOf(4, width));
            else parameter.zero_();
            if (name.StartsWith("bias_ih", StringComparison.Ordinal)) parameter.narrow(0, width, width).fill_(1);
        }

        return layer;
    }

    /// <inheritdoc />
    public override Parameter Random(double deviation, params long[] shape)
    {
        Allowance.Take(shape);
        return Kept(torch.randn(shape, generator: random) * deviation);
    }

    /// <inheritdoc />
    public override Parameter Parameter(Role role, params long[] shape)
    {
        if (role.StartAt is not null || role.Start is RoleStart.Zero or RoleStart.One or RoleStart.Identity) Allowance.Take(shape);
        return base.Parameter(role, shape);
    }

    /// <inheritdoc />
    public override Parameter Features(long rows, long width)
    {
        Allowance.Take(Math.Max(rows, width), width);                                      // whole blocks are drawn
        using var scope = torch.NewDisposeScope();
        var blocks = Enumerable.Range(0, (int)((rows + width - 1) / width))
            .Select(_ => torch.linalg.qr(torch.randn([width, width], generator: random)).Q.t());
        var lengths = torch.randn([rows, width], generator: random).square().sum(-1, true).sqrt();
        return Kept(torch.cat([.. blocks], 0).narrow(0, 0, rows) * lengths, learned: false);
    }

    public void Dispose() => random.Dispose();

    private Tensor GatesOf(int gates, long width, long from) =>
        torch.cat([.. Enumerable.Range(0, gates).Select(_ => Glorot(width, from))], 0);

    private Tensor RecurrentOf(int gates, long width) =>
        torch.cat([.. Enumerable.Range(0, gates).Select(_ => torch.linalg.qr(torch.randn([width, width], generator: random)).Q)], 0);

    private Tensor Glorot(long to, long from) => (torch.rand([to, from], generator: random) * 2 - 1) * Math.Sqrt(6.0 / (from + to));
}
