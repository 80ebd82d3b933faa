using System.Runtime;
using Heed.Kernels;
using Heed.Kernels.Aot;

// Runs kernels, prints what they computed, and fails when it is not what the definitions
// say. Published, it is native code without a JIT compiler.
Console.WriteLine($"Heed.Kernels, {(JitInfo.GetCompiledMethodCount() == 0 ? "native code" : "compiled at run time")}");
var right = true;
foreach (var bits in (int[])[512, 256, 128])
{
    if (!Registers.Has(bits))
    {
        Console.WriteLine($"{bits} bits: not run; it asks for registers {Registers.Lack(bits)}");
        continue;
    }
    right &= new Check(bits, 100, 100).Print("attention", default(Everything));
    right &= new Check(bits, 100, 130).Print("causal + window of 40", new Both<Causal, Window>(new(30), new(40, 30)));
    right &= new Check(bits, 1, 300).Print("one query, 300 keys", new Causal(299));
    right &= new Check(bits, 100, 100).Print("a part of this program's own", new Nearness(8));
}
Console.WriteLine(right ? "all right" : "WRONG");
return right ? 0 : 1;
