using System;
using System.IO;
using System.Runtime.InteropServices;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>Puts symbolic links to files into a folder; copies of them where the file system has no links.</summary>
/// <remarks>
/// Each link is made under a temporary name and renamed into place, so builds side by side, an old link and a dangling one do no harm.
/// </remarks>
public sealed class LinkFiles : Task
{
    [Required] public ITaskItem[] Files { get; set; }
    [Required] public string Folder { get; set; }

    public override bool Execute()
    {
        Directory.CreateDirectory(Folder);
        foreach (var file in Files)
        {
            var source = file.GetMetadata("FullPath");
            var target = Path.Combine(Folder, Path.GetFileName(source));
            var temporary = target + "." + Guid.NewGuid().ToString("N");
            if (!File.Exists(source))
                Log.LogError("{0} is missing from the LibTorch package: delete that package folder and restore again.", source);
            else if (symlink(source, temporary) != 0)
                File.Copy(source, temporary);
            if (!Log.HasLoggedErrors && rename(temporary, target) != 0)
                Log.LogError("{0} cannot be put into place: error {1} of rename(2).", target, Marshal.GetLastWin32Error());
        }

        return !Log.HasLoggedErrors;
    }

    [DllImport("libc", SetLastError = true)]
    private static extern int symlink(string target, string path);

    [DllImport("libc", SetLastError = true)]
    private static extern int rename(string from, string to);
}
