namespace Heed;

/// <summary>The intermediate results of one call, in the order in which they came about, for those who ask to see them.</summary>
/// <remarks>They belong to whoever asked: disposing the trace frees them.</remarks>
/// <param name="only">The steps to keep; none = all.</param>
public sealed class StepTrace(params string[] only) : IDisposable
{
    private readonly List<KeyValuePair<string, Tensor>> steps = [];

    /// <summary>Names and tensors in order.</summary>
    public IReadOnlyList<KeyValuePair<string, Tensor>> Steps => steps;

    /// <summary>The step of that name, or null.</summary>
    /// <param name="name">Such as <c>scores</c>, <c>weights</c>, <c>q_rotated</c>, <c>state</c>.</param>
    public Tensor? Find(string name) => steps.LastOrDefault(s => s.Key == name).Value;

    /// <summary>Frees the steps.</summary>
    public void Dispose()
    {
        foreach (var (_, step) in steps) step.Dispose();
        steps.Clear();
    }

    /// <summary>Keeps a step beyond the scope that computed it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value.</param>
    public void Record(string name, Tensor value)
    {
        if (only.Length == 0 || only.Contains(name)) steps.Add(new(name, value.alias().DetachFromDisposeScope()));
    }
}
