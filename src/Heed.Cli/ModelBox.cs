using Heed.Models;

namespace Heed.Cli;

/// <summary>
/// Trained models by name: those in the box, which lies beside the command, and every folder that a user names.
/// </summary>
internal static class ModelBox
{
    /// <summary>The folder of a model; a folder comes before a model of the same name in the box.</summary>
    /// <exception cref="Failure">There is none; the message names the nearest.</exception>
    public static string Find(string model)
    {
        if (Directory.Exists(model)) return model;
        if (BoxedModels.Names.Contains(model)) return BoxedModels.Folder(model);
        if (File.Exists(model)) throw new Failure($"'{model}' is a file; a model is a folder with a model.json.");
        throw new Failure(Spelling.Nearest(model, BoxedModels.Names) is { } nearest
            ? $"There is no model '{model}': no folder is called so, and in the box are {string.Join(", ", BoxedModels.Names)}; "
                + $"did you mean '{nearest}'?"
            : $"There is no model '{model}': no folder is called so, and no trained models are in the box.");
    }
}
