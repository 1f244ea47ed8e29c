using System.CommandLine;
using Anchorage.NodeAgent.Logging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Anchorage.NodeAgent.Nodes;

/// <summary><c>run</c>: the agent as a service in the foreground.</summary>
internal static class RunCommand
{
    private const string Prefix = "ANCHORAGE_AGENT_";

    /// <summary>Makes the command.</summary>
    /// <param name="addFeatures">Composes the features of this build, with the settings of the agent.</param>
    /// <param name="environment">Reads an environment variable.</param>
    public static Command Create(Action<IServiceCollection, AgentOptions> addFeatures, Func<string, string?> environment)
    {
        Option<string?> server = new("--server") { Description = "Where the server answers: https://HOST[:PORT], http://127.0.0.1[:PORT] or unix:/PATH." };
        Option<string?> key = new("--onboarding-key") { Description = "Onboarding key; others on this machine can see it, prefer the file." };
        Option<string?> keyFile = new("--onboarding-key-file") { Description = "File that holds the onboarding key." };
        Option<string?> data = new("--data") { Description = "Folder for identity and state (default /var/lib/anchorage-agent)." };
        Option<bool> local = new("--local") { Description = "This machine is the server's own." };
        Option<string?> name = new("--name") { Description = "Suggested node name (default: the host name)." };
        Option<string?> runAs = new("--run-as") { Description = "Account as which terminals, commands and files of this machine are used (default: anchorage, or the agent's own when it is not root)." };
        Command command = new("run", "Runs the agent until it is stopped. Every option has a twin in the environment: --data is ANCHORAGE_AGENT_DATA.")
        {
            server, key, keyFile, data, local, name, runAs,
        };
        command.SetAction((result, cancellationToken) =>
        {
            AgentOptionsReader reader = new(setting => result.GetValue<string?>(setting), setting => environment(Prefix + setting));
            return RunAsync(() => reader.Read(result.GetValue(local)), addFeatures, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(Func<AgentOptions> read, Action<IServiceCollection, AgentOptions> addFeatures, CancellationToken cancellationToken)
    {
        try
        {
            AgentOptions options = read();
            using AgentLock? only = AgentLock.TryTake(options.DataDirectory);
            if (only is null)
            {
                await Console.Error.WriteLineAsync($"--data: another agent uses {options.DataDirectory}. Stop it first, or give this one a folder of its own.");
                return AgentExitCodes.AlreadyRunning;
            }

            HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "anchorage-agent" });
            builder.Logging.AddConsole(console => console.FormatterName = RedactingFormatter.FormatterName);
            builder.Services.AddSingleton<ConsoleFormatter>(new RedactingFormatter(TimeProvider.System));
            addFeatures(builder.Services, options);
            builder.Services.AddNodes(options);
            using IHost host = builder.Build();
            // Asked for before: the host disposes its services when it has run.
            AgentService service = host.Services.GetRequiredService<AgentService>();
            await host.RunAsync(cancellationToken);
            return service.ExitCode;
        }
        catch (AgentOptionsException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return AgentExitCodes.Configuration;
        }
    }
}
