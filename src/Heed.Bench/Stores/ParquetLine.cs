#pragma warning disable CS1591, IDE1006, SA1300 // The members are the columns of the file.
namespace Heed.Bench.Stores;

/// <summary>One line of an exported file.</summary>
public sealed class ParquetLine
{
    public string cell { get; set; } = "";

    public string task { get; set; } = "";

    public int task_version { get; set; }

    public string mechanism { get; set; } = "";

    public string size { get; set; } = "";

    public int seed { get; set; }

    public string state { get; set; } = "";

    public string reason { get; set; } = "";

    public string? metric { get; set; }

    public string? condition { get; set; }

    public double? value { get; set; }

    public double? lower_quartile { get; set; }

    public double? upper_quartile { get; set; }

    public long? parameters { get; set; }

    public long? state_bytes { get; set; }

    public double? flops { get; set; }

    public long? steps { get; set; }

    public double seconds { get; set; }

    public long? peak_bytes { get; set; }

    public int threads { get; set; }

    public string machine { get; set; } = "";

    public string cpu { get; set; } = "";

    public int cores { get; set; }

    public string system { get; set; } = "";

    public string runtime { get; set; } = "";

    public string torch { get; set; } = "";

    public string heed { get; set; } = "";

    public string heed_commit { get; set; } = "";

    public string data_hash { get; set; } = "";

    public DateTime finished { get; set; }
}
