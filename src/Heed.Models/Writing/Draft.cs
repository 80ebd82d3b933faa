namespace Heed.Models;

/// <summary>A text that is being written.</summary>
internal sealed class Draft
{
    private readonly List<int> symbols = [];
    private double log;

    /// <summary>Whether its end was written.</summary>
    public bool Ended { get; private set; }

    /// <summary>One more symbol, with the logarithm of its probability.</summary>
    public void Add(long symbol, double probability)
    {
        log += probability;
        if (symbol == Symbols.End) Ended = true;
        else symbols.Add((int)symbol);
    }

    /// <summary>The text as it stands.</summary>
    public Hypothesis Finished() => new([.. symbols], log, log, Ended);
}

/// <summary>Turns dropout off for as long as something is written, and back on after it.</summary>
internal sealed class WithoutNoise : IDisposable
{
    private readonly torch.nn.Module model;
    private readonly bool training;

    public WithoutNoise(torch.nn.Module model)
    {
        (this.model, training) = (model, model.training);
        model.eval();
    }

    public void Dispose() => model.train(training);
}
