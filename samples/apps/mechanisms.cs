#:package Heed@0.2.0
#:property PublishAot=false

using Heed;
using TorchSharp;

var mechanism = Expression.Parse("rope + causal + grouped-query(2)").ToMechanism();
var (q, k, v) = (torch.randn(1, 4, 10, 16), torch.randn(1, 2, 10, 16), torch.randn(1, 2, 10, 16));
var output = mechanism.Attend(q, k, v);                                                    // (1, 4, 10, 16)
var weights = mechanism.Weights(q, k);                                                     // (1, 4, 10, 10): what query i reads of key j

Console.WriteLine($"{mechanism.Name} gives {string.Join(" × ", output.shape)}.");
Console.WriteLine($"The last token's weights sum to {weights[0, 0, 9].sum().item<float>():0.##}.");
