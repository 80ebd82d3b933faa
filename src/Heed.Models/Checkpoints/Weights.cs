using System.Runtime.InteropServices;
using Heed.Models.Layers;
using Heed.Models.Safetensors;
using Heed.Native;

namespace Heed.Models.Checkpoints;

/// <summary>The weights of a model as safetensors, under the names of its <c>state_dict()</c>.</summary>
public static class Weights
{
    private const double Beyond = 1 << 22;                                                 // small mistakes are told by name and shape
    private const int Copies = 3;                                                          // its bytes, its numbers and the model

    /// <summary>Adds all weights to a file.</summary>
    /// <param name="model">The model.</param>
    public static SafetensorsWriter Of(torch.nn.Module model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var writer = new SafetensorsWriter();
        foreach (var (name, weight) in model.state_dict())
        {
            if (weight.dtype != torch.ScalarType.Float32)
                throw new NotSupportedException($"'{name}' is {weight.dtype}; weights are kept as float32.");
            using var whole = weight.detach().contiguous();
            writer.Add(name, MemoryMarshal.Cast<byte, float>(whole.bytes), weight.shape);
        }

        return writer;
    }

    /// <summary>The mean of each weight over some files, summed in double precision.</summary>
    /// <param name="paths">Files of one model, at least one.</param>
    /// <exception cref="FormatException">The files do not have the same tensors.</exception>
    internal static SafetensorsWriter Mean(IReadOnlyList<string> paths)
    {
        using var first = new SafetensorsReader(paths[0]);
        var sums = first.Entries.ToDictionary(e => e.Name, e => first.Floats(e.Name).Select(x => (double)x).ToArray());
        foreach (var path in paths.Skip(1))
        {
            using var other = new SafetensorsReader(path);
            if (!other.Entries.Select(e => e.Name).ToHashSet().SetEquals(sums.Keys))
                throw new FormatException($"'{path}' has other tensors than '{paths[0]}'.");
            foreach (var (name, sum) in sums)
            {
                var numbers = other.Floats(name);
                if (numbers.Length != sum.Length)
                    throw new FormatException($"'{name}' has {numbers.Length} numbers in '{path}' and {sum.Length} in '{paths[0]}'.");
                for (var i = 0; i < sum.Length; i++) sum[i] += numbers[i];
            }
        }

        var writer = new SafetensorsWriter();
        foreach (var entry in first.Entries)
            writer.Add(entry.Name, [.. sums[entry.Name].Select(x => (float)(x / paths.Count))], [.. entry.Shape]);
        return writer;
    }

    /// <summary>
    /// The model of a description with the weights of a file. The sizes are compared with what the file holds before memory is asked for.
    /// </summary>
    /// <exception cref="ArgumentException">The description makes no sense.</exception>
    /// <exception cref="FormatException">The file holds another model.</exception>
    /// <exception cref="IOException">It holds more than there is memory for.</exception>
    internal static SequenceModel Model(ModelSpec spec, SafetensorsReader file)
    {
        var (tensors, numbers) = (file.Entries.Count(), file.Entries.Sum(e => (double)e.Count));
        var (needed, there) = (Copies * sizeof(float) * numbers, UsableMemory.Bytes);
        if (needed > there)
            throw new IOException(FormattableString.Invariant(
                $"The weights need {needed / 1e9:N1} GB to be read, and {there / 1e9:N1} GB can be had: use a machine with more memory."));
        if (spec.Layers > tensors)
            throw new FormatException($"The model has {spec.Layers} layers, but its weights are {tensors} tensors in all.");
        using var allowed = new Allowance(2 * numbers + Beyond);
        var model = SequenceModel.Build(spec);
        try
        {
            Load(file, model);
            return model;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>Reads all weights of a model; nothing is changed unless every name and shape fits and every number is finite.</summary>
    /// <param name="file">The file.</param>
    /// <param name="model">The model.</param>
    /// <exception cref="FormatException">A tensor is missing, superfluous, of another shape, or holds what is no number; the message names
    /// it.</exception>
    public static void Load(SafetensorsReader file, torch.nn.Module model)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(model);
        var weights = model.state_dict();
        foreach (var (name, weight) in weights)
        {
            var entry = file.Entry(name);
            if (!entry.Shape.SequenceEqual(weight.shape))
                throw new FormatException($"'{name}' has the shape [{string.Join(", ", entry.Shape)}] in the file, "
                    + $"but the model needs [{string.Join(", ", weight.shape)}].");
        }

        if (file.Entries.FirstOrDefault(e => !weights.ContainsKey(e.Name)) is { } superfluous)
            throw new FormatException($"The file has a tensor '{superfluous.Name}', which the model does not know.");
        var numbers = weights.Keys.ToDictionary(name => name, file.Finite);
        using var frozen = torch.no_grad();
        foreach (var (name, weight) in weights)
        {
            using var read = torch.tensor(numbers[name], weight.shape);
            weight.copy_(read);
        }
    }
}
