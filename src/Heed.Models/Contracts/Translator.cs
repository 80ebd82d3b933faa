namespace Heed.Models;

/// <summary>A model that can write: it says what may come next, symbol by symbol.</summary>
public interface IWriter
{
    /// <summary>Scores of all symbols that may follow; the state then includes the symbol that was given.</summary>
    /// <param name="last">The last symbol of each row, (R) int64.</param>
    /// <param name="state">What was read and written so far; changed in place.</param>
    /// <returns>(R, V), before the softmax; belongs to the caller's dispose scope.</returns>
    Tensor Next(Tensor last, WriterState state);
}

/// <summary>A model that reads a source and writes a target.</summary>
public abstract class Translator : SequenceModel, IWriter
{
    private protected Translator(ModelSpec spec) : base(spec) { }

    /// <summary>Reads the sources. The first symbol to give to <see cref="Next"/> is <see cref="Symbols.Start"/>.</summary>
    /// <param name="batch">Its sources are read, its targets are not.</param>
    /// <exception cref="ArgumentException">The batch has no sources.</exception>
    public abstract WriterState Read(Batch batch);

    /// <inheritdoc />
    public abstract Tensor Next(Tensor last, WriterState state);
}
