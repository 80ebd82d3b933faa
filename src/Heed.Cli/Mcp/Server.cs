using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Heed.Cli.Mcp;

/// <summary>Serves the tools until the client is gone.</summary>
internal static class Server
{
    public static void Run(Stream input, Stream output, FilesBelow files) => Serve(input, output, new(files)).GetAwaiter().GetResult();

    private static async Task Serve(Stream input, Stream output, Tools tools)
    {
        var options = new McpServerOptions
        {
            ServerInfo = new() { Name = "heed", Version = typeof(Server).Assembly.GetName().Version!.ToString(3) },
            ServerInstructions = "Attention mechanisms for sequences: what they are, what they promise, whether numbers agree with them, "
                + "and what they look at in a text. Mechanisms are words and compositions such as \"rope + sliding-window(8)\".",
            ToolCollection = [.. tools.All],
        };
        options.Filters.Request.CallToolFilters.Add(next => async (context, token) =>
        {
            try
            {
                if (context.MatchedPrimitive is McpServerTool tool) Known(tool.ProtocolTool, context.Params?.Arguments);
                return await next(context, token);
            }
            catch (JsonException e)
            {
                return Tools.Refusal($"An argument of the tool '{context.Params?.Name}' has the wrong type. {JsonFault.Words(e)}");
            }
            catch (Exception e) when (e is not (OperationCanceledException or McpException))
            {
                return Tools.Refusal(Complaint.Of(e).Message);
            }
        });
        await using var transport = new StreamServerTransport(input, output, "heed");
        await using var server = McpServer.Create(transport, options);
        await server.RunAsync();
    }

    /// <summary>An argument that a tool does not have is a mistake that should not go unnoticed; nor should one that is missing.</summary>
    private static void Known(Tool tool, IDictionary<string, JsonElement>? given)
    {
        var names = tool.InputSchema.GetProperty("properties").EnumerateObject().Select(p => p.Name).ToArray();
        if (given?.Keys.FirstOrDefault(k => !names.Contains(k)) is { } other)
            throw new Failure($"The tool '{tool.Name}' has no argument '{other}'; it has {string.Join(", ", names)}.");
        if (!tool.InputSchema.TryGetProperty("required", out var required)) return;
        if (required.EnumerateArray().Select(r => r.GetString()!).FirstOrDefault(r => !IsGiven(r)) is { } missing)
            throw new Failure($"The tool '{tool.Name}' needs the argument '{missing}'.");

        bool IsGiven(string name) => given is not null && given.TryGetValue(name, out var value) && value.ValueKind != JsonValueKind.Null;
    }
}
