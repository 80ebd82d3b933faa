namespace Heed.Kernels;

/// <summary>Checks a call once, before any pointer is taken.</summary>
internal static class RecurrenceChecks
{
    /// <summary>The packed outputs of a call.</summary>
    public static Place Output(in RecurrenceInputs x, Span<float> output)
    {
        x.Check();
        var shape = Outputs(x);
        ArgumentChecks.Length(output.Length, shape.Length, nameof(output), shape.ToString());
        return new(output, shape);
    }

    public static void Forward(in RecurrenceInputs x, Place output, Span<float> state, RecurrenceOptions options)
    {
        x.Check();
        Run(options);
        Same(output.Shape, Outputs(x), nameof(output));
        State(x, state.Length, nameof(state));
        Apart(output.Data, x, nameof(output));
        Apart(state, x, nameof(state));
        ArgumentChecks.Apart(state, output.Data, nameof(state), nameof(output));
    }

    public static void Backward(in RecurrenceInputs x, ReadOnlySpan<float> state, View gradient, in RecurrenceGradients d,
        RecurrenceOptions options)
    {
        x.Check();
        Run(options);
        Same(gradient.Shape, Outputs(x), nameof(gradient));
        State(x, state.Length, nameof(state));
        State(x, d.State.Length, nameof(d.State));
        ArgumentChecks.Length(d.Q.Length, x.Q.Shape.Length, nameof(d.Q), x.Q.Shape.ToString());
        ArgumentChecks.Length(d.K.Length, x.K.Shape.Length, nameof(d.K), x.K.Shape.ToString());
        ArgumentChecks.Length(d.V.Length, x.V.Shape.Length, nameof(d.V), x.V.Shape.ToString());
        ArgumentChecks.Length(d.Asked.Length, x.Asked.Shape.Length, nameof(d.Asked), x.Asked.Shape.ToString());
        ArgumentChecks.Length(d.LogDecay.Length, x.LogDecay.Shape.Length, nameof(d.LogDecay), x.LogDecay.Shape.ToString());
        Alone(d.Q, d, 0, x, state, gradient);
        Alone(d.K, d, 1, x, state, gradient);
        Alone(d.V, d, 2, x, state, gradient);
        Alone(d.Asked, d, 3, x, state, gradient);
        Alone(d.LogDecay, d, 4, x, state, gradient);
        Alone(d.State, d, 5, x, state, gradient);
    }

    private static Shape Outputs(in RecurrenceInputs x) => new(x.Q.Shape.Batch, x.Q.Shape.Heads, x.Q.Shape.Tokens, x.V.Shape.Width);

    private static void State(in RecurrenceInputs x, int length, string name)
    {
        var shape = new Shape(x.Q.Shape.Batch, x.Q.Shape.Heads, x.Q.Shape.Width, x.V.Shape.Width);
        ArgumentChecks.Length(length, shape.Length, name, shape.ToString());
    }

    private static void Run(RecurrenceOptions options)
    {
        ArgumentChecks.Run(options.Run);
        if (!float.IsFinite(options.Scale))
            throw new ArgumentException($"options.Scale is {options.Scale}: give a finite number.", nameof(options));
    }

    private static void Same(Shape shape, Shape expected, string name)
    {
        if (shape != expected) throw new ArgumentException($"{name} is {shape}; it must be {expected}.", name);
    }

    private static void Alone(Span<float> written, in RecurrenceGradients d, int index, in RecurrenceInputs x, ReadOnlySpan<float> state,
        View gradient)
    {
        var name = RecurrenceGradients.Name(index);
        Apart(written, x, name);
        ArgumentChecks.Apart(written, state, name, nameof(state));
        ArgumentChecks.Apart(written, gradient.Data, name, nameof(gradient));
        for (var other = 0; other < index; other++) ArgumentChecks.Apart(written, d[other], name, RecurrenceGradients.Name(other));
    }

    private static void Apart(Span<float> written, in RecurrenceInputs x, string name)
    {
        ArgumentChecks.Apart(written, x.Q.Data, name, nameof(x.Q));
        ArgumentChecks.Apart(written, x.K.Data, name, nameof(x.K));
        ArgumentChecks.Apart(written, x.V.Data, name, nameof(x.V));
        ArgumentChecks.Apart(written, x.Asked.Data, name, nameof(x.Asked));
        ArgumentChecks.Apart(written, x.LogDecay.Data, name, nameof(x.LogDecay));
    }
}
