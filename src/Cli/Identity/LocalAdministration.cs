using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Configuration;
using Anchorage.Cli.Http;

namespace Anchorage.Cli.Identity;

/// <summary>
/// Administration without a password on the server's own machine: HTTP over admin.sock in the data folder, where the server
/// checks the account of the caller (root or its own).
/// </summary>
internal sealed class LocalAdministration
{
    private const string SocketName = "admin.sock";

    public Flag<bool> Local { get; } = new("--local", "", "Use admin.sock of the server on this machine; the default while nobody is signed in and it is there");

    public Flag<string> Data { get; } = new("--data", "DIR", "The data folder of the server; ./data or /var/lib/anchorage if absent");

    /// <summary>The client for the socket or for the stored server.</summary>
    public ApiClient Open(Invocation call)
    {
        if (call.Get(Local))
        {
            return call.Open(ServerTarget.Local(RequireSocket(call)));
        }

        try
        {
            return call.Api();
        }
        catch (CliException failure) when (failure.Code == "not_signed_in" && FindSocket(call) is not null)
        {
            call.Output.Note("Nobody is signed in: using the server on this machine through its admin.sock.");
            return call.Open(ServerTarget.Local(RequireSocket(call)));
        }
    }

    /// <summary>The path of the socket.</summary>
    /// <exception cref="CliException">admin_socket_missing</exception>
    public string RequireSocket(Invocation call) => FindSocket(call) ?? throw new CliException(
        "admin_socket_missing",
        $"There is no {SocketName} in {string.Join(" or ", Folders(call))}.",
        "Run it on the server's machine while the server runs, as root or as the server's account, with --data DIR.",
        ExitCodes.Config);

    private string? FindSocket(Invocation call) =>
        Folders(call).Select(folder => Path.Combine(folder, SocketName)).FirstOrDefault(File.Exists);

    private IEnumerable<string> Folders(Invocation call) => call.Get(Data) is { } data
        ? [Path.GetFullPath(data, call.Environment.CurrentDirectory)]
        : [Path.Combine(call.Environment.CurrentDirectory, "data"), "/var/lib/anchorage"];
}
