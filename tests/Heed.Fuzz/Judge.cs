using System.Diagnostics;

namespace Heed.Fuzz;

/// <summary>What became of an input.</summary>
internal enum Ruling
{
    /// <summary>It was read.</summary>
    Accepted,

    /// <summary>It was refused as the reader documents it.</summary>
    Refused,

    /// <summary>Something happened that the reader does not document.</summary>
    Fault,
}

/// <summary>What became of an input, and why.</summary>
/// <param name="Ruling">What became of it.</param>
/// <param name="Why">What was said of it; empty when it was accepted.</param>
internal sealed record Verdict(Ruling Ruling, string Why);

/// <summary>Lets a target read, and tells what a reader documents from what is a fault.</summary>
internal static class Judge
{
    /// <summary>The most memory that a reader may ask for in all, whatever the input, and besides for each byte of it.</summary>
    public const long MostBytes = 64 << 20, MostPerByte = 20_000;

    private const int LongestMessage = 10_000;

    /// <summary>Lets a target read an input.</summary>
    /// <param name="target">The target.</param>
    /// <param name="input">The bytes.</param>
    /// <param name="most">The longest that it may take; null = for ever.</param>
    public static Verdict Of(ITarget target, byte[] input, TimeSpan? most = null)
    {
        var (verdict, asked, took) = Measured(target, input);
        // What is made once, as a vocabulary is, is no input's fault.
        if (verdict.Ruling != Ruling.Fault && IsTooMuch()) (verdict, asked, took) = Measured(target, input);
        if (verdict.Ruling == Ruling.Fault) return verdict;
        if (IsTooMuch()) return new(Ruling.Fault, $"It asked for {asked:N0} bytes of memory for an input of {input.Length:N0}.");
        return took > most ? new(Ruling.Fault, $"It took {took.TotalSeconds:N1} seconds.") : verdict;

        bool IsTooMuch() => asked > MostBytes + (MostPerByte * input.LongLength);
    }

    private static (Verdict Verdict, long Asked, TimeSpan Took) Measured(ITarget target, byte[] input)
    {
        var (held, watch) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.StartNew());
        var verdict = Read(target, input);
        return (verdict, GC.GetAllocatedBytesForCurrentThread() - held, watch.Elapsed);
    }

    private static Verdict Read(ITarget target, byte[] input)
    {
        try
        {
            target.Read(input);
            return new(Ruling.Accepted, "");
        }
        catch (Exception e) when (target.Refusals.Contains(e.GetType()))
        {
            if (e.Message.Length == 0) return new(Ruling.Fault, $"It is refused without a reason: {e}");
            return e.Message.Length > LongestMessage + input.Length
                ? new(Ruling.Fault, $"It is refused in {e.Message.Length:N0} characters.") : new(Ruling.Refused, e.Message);
        }
        catch (Exception e)
        {
            return new(Ruling.Fault, e.ToString());
        }
    }
}
