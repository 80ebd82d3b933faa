using Heed.Models.Bench;

torch.set_num_threads(Environment.ProcessorCount);
var rows = args.Length > 0 ? args : [.. Pair.All.Keys];
Console.WriteLine($"{"model",-22} {"parameters",24}   {"ours",8} {"theirs",8}   ratio, median over pairs (quartiles)");
foreach (var name in rows)
{
    if (!Pair.All.TryGetValue(name, out var make))
    {
        Console.Error.WriteLine($"no pair '{name}'; there are: {string.Join(", ", Pair.All.Keys)}");
        return 2;
    }

    Console.WriteLine(make().Measure(name));
}

return 0;
