#:package Heed.Kernels@0.2.0

using Heed.Kernels;

var random = new Random(1);
float[] Draw() => [.. Enumerable.Range(0, 2 * 8 * 100 * 64).Select(_ => random.NextSingle() - 0.5f)];
var (q, k, v) = (Draw(), Draw(), Draw());

var shape = new Shape(batch: 2, heads: 8, tokens: 100, width: 64);
var output = new float[shape.Length];
var logSumExp = new float[2 * 8 * 100];
Attention.Forward(new View(q, shape), new View(k, shape), new View(v, shape), output, new Causal(offset: 0), logSumExp);

Console.WriteLine($"The first token reads itself only: {output[0] == v[0]}");
