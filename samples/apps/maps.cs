#:package Heed.Maps@0.2.0

using Heed.Maps;

Label[] words = [new("the", 0, 3), new("cat", 4, 3), new("sat", 8, 3)];                    // each with its place in the text
float[] weights = [1, 0, 0, 0.3f, 0.7f, 0, 0.1f, 0.6f, 0.3f];                              // row: who reads; column: what is read
var map = new AttentionMap(weights, layers: 1, heads: 1, words, words, "the cat sat",
    new Provenance("by hand", "an example", "word"), MapMask.Causal(3, 3));

var picture = Picture.Of(map, new());
TerminalRenderer.Write(picture, Console.Out, new TerminalOptions { Depth = ColourDepth.Ascii });
using var file = File.Create("map.svg");
new SvgRenderer().Write(picture, file);
