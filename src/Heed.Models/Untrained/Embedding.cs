using System.Text;

namespace Heed.Models.Untrained;

/// <summary>A random vector for each distinct text: the same text always gets the same vector, whatever stands around it.</summary>
internal sealed class Embedding(int width, int seed)
{
    /// <summary>(1, N, width), each number standard normal.</summary>
    public Tensor Of(IReadOnlyList<string> texts)
    {
        var known = new Dictionary<string, float[]>(StringComparer.Ordinal);
        var rows = new float[texts.Count * width];
        for (var i = 0; i < texts.Count; i++)
        {
            if (!known.TryGetValue(texts[i], out var row)) known[texts[i]] = row = Vector(texts[i]);
            row.CopyTo(rows, i * width);
        }

        return torch.tensor(rows).view(1, texts.Count, width);
    }

    private float[] Vector(string text)
    {
        var random = new Random(Fold(text));
        var vector = new float[width];
        for (var i = 0; i < width; i++)
            vector[i] = (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
        return vector;
    }

    /// <summary>FNV-1a over the seed and the UTF-8 bytes.</summary>
    private int Fold(string text)
    {
        var hash = 2166136261u;
        foreach (var b in BitConverter.GetBytes(seed).Concat(Encoding.UTF8.GetBytes(text))) hash = (hash ^ b) * 16777619u;
        return (int)hash;
    }
}
