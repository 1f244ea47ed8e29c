using System.CommandLine;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;
using Anchorage.Cli.Output;

namespace Anchorage.Cli.Identity;

/// <summary>Adds an account, on the stored server or through admin.sock.</summary>
internal sealed class UserAddCommand : CliCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "The user name" };
    private readonly Flag<string> _email = new("--email", "ADDRESS", "E-mail address (required)");
    private readonly Flag<string> _role = new Flag<string>("--role", "ROLE", "What the account may do; user if absent").Among("user", "admin", "superadmin");
    private readonly Flag<bool> _superadmin = new("--superadmin", "", "Short for --role superadmin");
    private readonly Flag<string> _expires = new("--expires", "TIME", "When the account ends, such as 2027-01-31T00:00:00Z");
    private readonly Flag<bool> _passwordStdin = new("--password-stdin", "", "Read the password from standard input; generated and shown once if absent");
    private readonly LocalAdministration _local = new();

    public UserAddCommand(CliHost host)
        : base("add", "Add an account", host)
    {
        Add(_name);
        Add(_email);
        Add(_role);
        Add(_superadmin);
        Add(_expires);
        Add(_passwordStdin);
        Add(_local.Local);
        Add(_local.Data);
    }

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var role = call.Get(_role);
        if (call.Get(_superadmin))
        {
            role = role is null or "superadmin" ? "superadmin" : throw CliException.Usage($"--superadmin contradicts --role {role}.");
        }

        var email = call.Get(_email) ?? throw CliException.Usage("--email is missing.", "Example: anchorage user add ann --email ann@example.org");
        var password = call.Get(_passwordStdin) ? Questions.Password(call.Environment, "Password", fromInput: true) : null;
        var body = new UserCreate(call.Get(_name)!, email, role, password, Times.Check("--expires", call.Get(_expires)));
        using var api = _local.Open(call);
        var answer = await api.PostAsync("/api/users", body, ApiJson.Default.UserCreate, ApiJson.Default.UserCreated, cancel);
        var generated = password is null ? answer.Value.Password : null;
        call.Output.Item(
            answer,
            [
                ("user", answer.Value.User.Username),
                ("id", answer.Value.User.Id),
                ("role", answer.Value.User.Role),
                .. generated is null ? Array.Empty<(string, string?)>() : [("password", generated)],
            ]);
        if (generated is not null)
        {
            call.Output.Note("The password is shown this once.");
        }

        return ExitCodes.Ok;
    }
}
