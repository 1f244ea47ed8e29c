using System.Diagnostics;

namespace Anchorage.EndToEnd.Tests.Support;

/// <summary>A person with the <c>anchorage</c> command and a home folder of their own.</summary>
internal sealed class CliUser : IDisposable
{
    public string Home { get; } = Directory.CreateTempSubdirectory("anchorage-e2e-home-").FullName;

    /// <summary>Signs in with the password on standard input.</summary>
    public static async Task<CliUser> SignInAsync(ApiUser account, params string[] more)
    {
        var cli = new CliUser();
        var login = await cli.RunWithInputAsync(account.Password + "\n", ["login", account.Server.ToString(), "--username", account.Name, "--password-stdin", .. more]);
        login.Code.ShouldBe(0, login.Output);
        return cli;
    }

    public Task<ToolResult> RunAsync(params string[] arguments) => Tool.RunAsync(Start(Repository.Cli, arguments));

    public Task<ToolResult> RunWithInputAsync(string input, params string[] arguments) => Tool.RunAsync(Start(Repository.Cli, arguments), input);

    public async Task<string> MustAsync(params string[] arguments)
    {
        var result = await RunAsync(arguments);
        result.Code.ShouldBe(0, $"anchorage {string.Join(' ', arguments)}: {result.Output}");
        return result.Standard;
    }

    /// <summary>Another program, in this home and with the <c>anchorage</c> command on PATH.</summary>
    public Task<ToolResult> ToolAsync(string program, params string[] arguments) => Tool.RunAsync(Start(program, arguments));

    public ProcessStartInfo Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Home };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("ANCHORAGE", StringComparison.Ordinal) || name is "XDG_CONFIG_HOME" or "SSH_AUTH_SOCK").ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["HOME"] = Home;
        start.Environment["PATH"] = $"{Path.GetDirectoryName(Repository.Cli)}:{Environment.GetEnvironmentVariable("PATH")}";
        return start;
    }

    public void Dispose() => Directory.Delete(Home, recursive: true);
}
