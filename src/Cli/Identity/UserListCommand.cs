using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;
using Anchorage.Cli.Output;

namespace Anchorage.Cli.Identity;

internal sealed class UserListCommand : CliCommand
{
    private readonly Flag<string> _query = new("--query", "TEXT", "Only accounts whose name or e-mail contains it", "-q");
    private readonly Flag<int?> _limit = ListFlags.Limit();
    private readonly LocalAdministration _local = new();

    public UserListCommand(CliHost host)
        : base("ls", "List the accounts (administrators)", host)
    {
        Add(_query);
        Add(_limit);
        Add(_local.Local);
        Add(_local.Data);
    }

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        using var api = _local.Open(call);
        var users = await api.ListAsync(Query.Append("/api/users", ("q", call.Get(_query))), ListFlags.Limit(call, _limit), ApiJson.Default.UserInfo, cancel);
        call.Output.List(
            users,
            ("ID", u => u.Id),
            ("NAME", u => u.Username),
            ("EMAIL", u => u.Email),
            ("ROLE", u => u.Role),
            ("STATUS", u => u.Status),
            ("INSTANCES", u => u.InstanceCount is { } count ? $"{count}/{u.InstanceQuota}" : null),
            ("LAST LOGIN", u => ConsoleOutput.At(u.LastLoginAt)));
        return ExitCodes.Ok;
    }
}
