#:package Heed.Models@0.2.0
#:property PublishAot=false

using Heed.Maps;
using Heed.Models;
using Heed.Models.Checkpoints;
using Heed.Models.Reading;

using var trained = ModelFolder.Open(BoxedModels.Folder("character-lm"));
var reader = new LearnedReader(trained, "character-lm");
var map = reader.Look(reader.Cut("to be or not"), []);                                     // each letter reads what stands before it

Console.WriteLine($"{map.Layers} layers of {map.Heads} heads, {map.Queries} letters");
TerminalRenderer.Write(Picture.Of(map, new()), Console.Out, new TerminalOptions { Depth = ColourDepth.Ascii });
