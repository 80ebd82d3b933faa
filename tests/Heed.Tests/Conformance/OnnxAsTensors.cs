namespace Heed.Tests.Conformance;

internal sealed partial record OnnxCase
{
    public Tensor? Input(string name) => Inputs.GetValueOrDefault(name)?.Value;
}

internal sealed partial record OnnxTensor
{
    /// <summary>As the library takes it: truth values as such, lengths as integers, everything else in float32.</summary>
    public Tensor Value => torch.tensor(Numbers, torch.float64).reshape(Shape).to(Type switch
    {
        "bool" => torch.ScalarType.Bool,
        "int32" or "int64" => torch.ScalarType.Int64,
        _ => torch.ScalarType.Float32,
    });

    /// <summary>Says where a computed tensor differs; null when it does not.</summary>
    public string? Against(Tensor computed) => Against(computed.shape, computed.to(torch.float64).flatten().data<double>());
}
