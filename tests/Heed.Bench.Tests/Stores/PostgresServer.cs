using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Heed.Bench.Tests.Stores;

/// <summary>
/// A PostgreSQL server of the tests' own, in a folder of its own, on a port of its own; skips with the reason where none is installed.
/// </summary>
public sealed class PostgresServer : IDisposable
{
    private const string Root = "/usr/lib/postgresql";

    private readonly string? folder;
    private readonly string programs = "";
    private int databases;

    public PostgresServer()
    {
        Missing = OperatingSystem.IsLinux() ? null : "the PostgreSQL server is started as on Debian";
        var version = Directory.Exists(Root) ? Directory.GetDirectories(Root).Order(StringComparer.Ordinal).LastOrDefault() : null;
        if (version is null) Missing ??= "no PostgreSQL server is installed: apt-get install postgresql";
        if (Missing is not null) return;
        programs = Path.Combine(version!, "bin");
        folder = Directory.CreateTempSubdirectory("heed-pg-").FullName;
        if (Environment.UserName == "root") Sh($"chown postgres '{folder}'");
        As($"'{programs}/initdb' -D '{folder}/data' -A trust -U heed --no-sync");
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Port = ((IPEndPoint)free.LocalEndpoint).Port;
        }

        Start();
    }

    /// <summary>Why there is no server; null when there is one.</summary>
    public string? Missing { get; }

    public int Port { get; }

    /// <summary>A new, empty database.</summary>
    public string NewDatabase()
    {
        Assert.SkipUnless(Missing is null, $"PostgreSQL: {Missing}");
        var name = $"db{Interlocked.Increment(ref databases)}";
        As($"'{programs}/createdb' -h 127.0.0.1 -p {Port} -U heed {name}");
        return $"Host=127.0.0.1;Port={Port};Username=heed;Database={name}";
    }

    public void Start() =>
        As($"'{programs}/pg_ctl' -D '{folder}/data' -w -l '{folder}/log' -o '-p {Port} -c listen_addresses=127.0.0.1 -c fsync=off -k "
            + $"{folder}' start");

    public void Stop() => As($"'{programs}/pg_ctl' -D '{folder}/data' -w -m immediate stop");

    public void Dispose()
    {
        if (folder is null) return;
        try
        {
            Stop();
        }
        catch (InvalidOperationException)
        {
            // A test has stopped it.
        }

        Directory.Delete(folder, recursive: true);
    }

    // The server refuses to run as root.
    private static void As(string command) => Sh(Environment.UserName == "root" ? $"cd / && runuser -u postgres -- {command}" : command);

    private static void Sh(string command)
    {
        // Not through pipes: the server would keep them open.
        using var process = Process.Start("/bin/sh", ["-c", command + " > /dev/null 2>&1"]);
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{command} ended with code {process.ExitCode}.");
    }
}
