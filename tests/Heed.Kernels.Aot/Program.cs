using System.Runtime.CompilerServices;
using Heed.Kernels;
using Heed.Kernels.Aot;

// Runs kernels in a program without a JIT compiler, and prints what they computed. The exit code is 0 only when all of it is right.
var code = RuntimeFeature.IsDynamicCodeCompiled ? "compiled at run time" : "native";
Console.WriteLine($"Heed.Kernels, {code}");
var right = true;
foreach (var bits in (int[])[512, 256, 128])
{
    if (!Registers.Has(bits))
    {
        Console.WriteLine($"{bits} bits: not run, this machine has no such registers");
        continue;
    }
    right &= new Check(bits, 100, 100).Print("attention", default(Everything));
    right &= new Check(bits, 100, 130).Print("causal + window of 40", new Both<Causal, Window>(new(30), new(40, 30)));
    right &= new Check(bits, 1, 300).Print("one query, a cache of 300 keys", new Causal(299));
    right &= new Check(bits, 100, 100).Print("a part of this program's own", new Nearness(8));
}
Console.WriteLine(right ? "all right" : "WRONG");
return right ? 0 : 1;
