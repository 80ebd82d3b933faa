using ModelContextProtocol.Client;

namespace Heed.Cli.Tests;

/// <summary>A server in a folder with links that lead out of it and back, and a client that speaks to it.</summary>
public sealed class McpServed : IAsyncLifetime
{
    internal Folder Inside { get; } = new();

    internal Folder Outside { get; } = new();

    internal McpClient Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        File.WriteAllText(Outside["secret.json"], "{\"id\": \"secret\"}");
        Directory.CreateDirectory(Inside["holder"]);
        File.CreateSymbolicLink(Inside["file-link"], Outside["secret.json"]);
        File.CreateSymbolicLink(Inside["holder/model.json"], Path.Combine("..", "file-link"));
        Directory.CreateSymbolicLink(Inside["folder-link"], Outside.Path);
        Directory.CreateSymbolicLink(Inside["inner"], Inside["holder"]);
        Directory.CreateSymbolicLink(Inside["link"], Inside.Path);
        File.CreateSymbolicLink(Inside["circle"], Inside["circle"]);
        var transport = new StdioClientTransport(new()
        {
            Command = Path.Combine(Heed.Folder, "heed"),
            Arguments = ["mcp"],
            WorkingDirectory = Inside.Path,
        });
        Client = await McpClient.CreateAsync(transport, cancellationToken: TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        Inside.Dispose();
        Outside.Dispose();
    }
}
