using System;
using System.IO;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>
/// Copies a 64-bit x86 ELF library and marks one version that it asks of another library as weak, so that the dynamic loader
/// no longer refuses the file where that version is missing.
/// </summary>
/// <remarks>
/// Weak is safe only while nothing calls a function of that version. The task therefore demands that the one symbol bound to it
/// is the one named, and that no relocation uses the symbol: the loader then never looks it up.
/// </remarks>
public sealed class WeakenVersion : Task
{
    private const uint Rela = 4, DynSym = 11, VerNeed = 0x6ffffffe, VerSym = 0x6fffffff;
    private const ushort Weak = 2;

    private byte[] elf;

    [Required] public string Source { get; set; }
    [Required] public string Target { get; set; }
    [Required] public string Version { get; set; }
    [Required] public string Symbol { get; set; }

    public override bool Execute()
    {
        try
        {
            elf = File.ReadAllBytes(Source);
            Demand(elf.Length > 64 && U32(0) == 0x464c457f && elf[4] == 2 && elf[5] == 1 && U16(0x12) == 62,
                "it is not a 64-bit x86 ELF file");
            var need = FindNeed();
            DemandUnused(U16(need + 6));
            elf[need + 4] |= (byte)Weak;
            Write();
        }
        catch (Exception e) when (e is InvalidDataException || e is IndexOutOfRangeException || e is ArgumentException)
        {
            Log.LogError("{0} cannot be made to load with an older libstdc++: {1}. The TorchSharp package has probably changed: " +
                "see docs/decisions/0001-torch-native.md, and drop this step if the library now loads as it is.", Source, e.Message);
        }

        return !Log.HasLoggedErrors;
    }

    // A Verneed record (one per library) heads a chain of Vernaux records (one per version); links are byte distances, 0 ends a chain.
    private long FindNeed()
    {
        var section = Section(VerNeed);
        var names = Offset(Header(U32(section + 0x28)));
        for (var file = Offset(section); ; file += U32(file + 12))
        {
            for (var need = file + U32(file + 8); ; need += U32(need + 12))
            {
                if (Name(names + U32(need + 8)) == Version)
                    return need;
                if (U32(need + 12) == 0)
                    break;
            }

            Demand(U32(file + 12) != 0, "it does not ask for " + Version);
        }
    }

    private void DemandUnused(ushort version)
    {
        var section = Section(DynSym);
        var symbols = Offset(section);
        var count = Size(section) / 24;
        var names = Offset(Header(U32(section + 0x28)));
        var versions = Offset(Section(VerSym));
        var found = -1L;
        for (var i = 0L; i < count; i++)
        {
            if ((U16(versions + 2 * i) & 0x7fff) != version)
                continue;
            var name = Name(names + U32(symbols + 24 * i));
            Demand(name == Symbol, "it takes " + name + " from " + Version + ", not only " + Symbol);
            found = i;
        }

        for (var i = 0; i < U16(0x3c); i++)
        {
            var relocations = Header((uint)i);
            if (U32(relocations + 4) != Rela)
                continue;
            for (long at = Offset(relocations), end = at + Size(relocations); at < end; at += 24)
                Demand(U32(at + 12) != found, "it uses " + Symbol);
        }
    }

    // The name in place always holds a whole file: written beside, then renamed.
    private void Write()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Target));
        var temporary = Target + "." + Guid.NewGuid().ToString("N");
        File.WriteAllBytes(temporary, elf);
        try
        {
            File.Move(temporary, Target);
        }
        catch (IOException) when (File.Exists(Target))
        {
            File.Replace(temporary, Target, null);
        }

        Log.LogMessage(MessageImportance.Normal, "{0}: {1} is now a weak need", Target, Version);
    }

    private long Section(uint type)
    {
        for (var i = 0; i < U16(0x3c); i++)
            if (U32(Header((uint)i) + 4) == type)
                return Header((uint)i);
        throw new InvalidDataException("it has no section of type 0x" + type.ToString("x"));
    }

    private long Header(uint section) => U64(0x28) + section * U16(0x3a);
    private long Offset(long header) => U64(header + 0x18);
    private long Size(long header) => U64(header + 0x20);
    private ushort U16(long at) => BitConverter.ToUInt16(elf, (int)at);
    private uint U32(long at) => BitConverter.ToUInt32(elf, (int)at);
    private long U64(long at) => BitConverter.ToInt64(elf, (int)at);
    private string Name(long at) => Encoding.ASCII.GetString(elf, (int)at, Array.IndexOf(elf, (byte)0, (int)at) - (int)at);

    private static void Demand(bool condition, string otherwise)
    {
        if (!condition)
            throw new InvalidDataException(otherwise);
    }
}
