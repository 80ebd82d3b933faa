namespace Heed.Fuzz;

/// <summary>Something that reads input that others wrote. A class that implements it is found; nothing lists it.</summary>
internal interface ITarget
{
    /// <summary>The name of its folder of inputs and of its dictionary.</summary>
    string Name { get; }

    /// <summary>
    /// The exceptions that the reader documents for input that it cannot take, those that derive from them not among them: whatever else
    /// leaves it is a fault.
    /// </summary>
    IReadOnlyList<Type> Refusals { get; }

    /// <summary>What to write where by chance nobody would, besides the dictionary that is kept.</summary>
    IEnumerable<string> Words => [];

    /// <summary>Reads an input as the command would, and looks at all that was read.</summary>
    /// <param name="input">The bytes.</param>
    /// <exception cref="BrokenPromiseException">It was read, and is not what the reader promises.</exception>
    void Read(byte[] input);
}

/// <summary>What was read is not what the reader promises, as when it reads back as something else.</summary>
/// <param name="message">What was promised.</param>
internal sealed class BrokenPromiseException(string message) : Exception(message);
