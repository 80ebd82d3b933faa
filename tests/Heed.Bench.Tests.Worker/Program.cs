using Heed.Bench.Running;
using Heed.Bench.Stores;
using Heed.Bench.Tests.Worker;

// worker: runs cells. run STORE CACHE CELLS MILLISECONDS: runs that many cells, each of which takes so long.
if (args is ["worker"])
{
    var replies = new StreamWriter(Console.OpenStandardOutput());
    Console.SetOut(Console.Error);
    return Worker.Run(ActingTask.All, Console.In, replies);
}

using var store = Store.Open(args[1]);
var cells = ActingTask.Cells(int.Parse(args[3]), Act.Nothing, int.Parse(args[4]));
var options =
    new RunOptions { Worker = [Environment.ProcessPath!, "worker"], Cache = args[2], Threads = 1, Claim = TimeSpan.FromSeconds(30) };
var summary = new Runner(store, options, ActingTask.All).Run(cells);
Console.WriteLine($"{summary.Ran} {summary.Before} {summary.Elsewhere}");
return 0;
