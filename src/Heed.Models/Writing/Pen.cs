using System.Runtime.CompilerServices;
using Heed.Models.Checkpoints;

namespace Heed.Models;

/// <summary>
/// Writes one text symbol by symbol. Each is computed when it is asked for, in a thread of the pool: what LibTorch keeps for a thread, as
/// whether gradients are wanted, is therefore set for each anew.
/// </summary>
internal sealed class Pen(ModelFolder model, IWriter writer, SamplingOptions options)
{
    /// <summary>Writes until the text ends.</summary>
    /// <param name="read">Reads what comes before the given symbols.</param>
    /// <param name="given">Symbols that are given to the model first; after the last of them it writes.</param>
    /// <param name="before">The symbol that stands before the first that is written; null where there is none.</param>
    /// <param name="longest">How many symbols to write at most.</param>
    /// <param name="cancel">Ends the writing.</param>
    public async IAsyncEnumerable<Written> Write(
        Func<WriterState> read, IReadOnlyList<int> given, string? before, int longest, [EnumeratorCancellation] CancellationToken cancel)
    {
        var (symbols, random) = (model.TargetSymbols, Sampling.Random(options.Seed, 0));
        using var state = await Task.Run(() => Frozen(read), cancel);
        foreach (var symbol in given.SkipLast(1))
            await Task.Run(() => Frozen(() => writer.Next(torch.tensor([(long)symbol]), state)), cancel);
        var last = given[^1];
        for (var step = 0; step < longest; step++)
        {
            (last, var log) = await Task.Run(() => Frozen(() => Draw(last, state, random)), cancel);
            if (last == Symbols.End) yield break;
            var (symbol, join) = (symbols[last], model.Target.Join);
            yield return new(symbol, before is null ? join([symbol]) : join([before, symbol])[join([before]).Length..], log);
            before = symbol;
        }
    }

    private (int Symbol, float Log) Draw(int last, WriterState state, Random random)
    {
        var logs = Search.Logs(writer.Next(torch.tensor([(long)last]), state)).contiguous().data<float>().ToArray();
        var symbol = options.Draw(logs, random);
        return (symbol, logs[symbol]);
    }

    private static T Frozen<T>(Func<T> work)
    {
        using var scope = torch.NewDisposeScope();
        using var frozen = torch.no_grad();
        return work();
    }
}
