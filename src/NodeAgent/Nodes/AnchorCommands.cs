using System.CommandLine;
using System.Text.Json;

namespace Anchorage.NodeAgent.Nodes;

/// <summary>The short commands by which a machine is anchored (inventory D2): <c>identity</c>, <c>enroll</c>, <c>forget</c>. An agent that runs takes the new identity over by itself.</summary>
internal static class AnchorCommands
{
    /// <summary>What <c>forget</c> prints when the server has taken note.</summary>
    private const string Told = "told";

    private const string Prefix = "ANCHORAGE_AGENT_";

    /// <summary>Makes the commands.</summary>
    /// <param name="environment">Reads an environment variable.</param>
    /// <param name="time">Clock.</param>
    public static IEnumerable<Command> Create(Func<string, string?> environment, TimeProvider time)
    {
        Option<string?> server = new("--server") { Description = "Where the server answers: https://HOST[:PORT], http://127.0.0.1[:PORT] or unix:/PATH." };
        Option<string?> data = new("--data") { Description = "Folder for identity and state (default /var/lib/anchorage-agent)." };
        Option<string?> name = new("--name") { Description = "Suggested node name (default: the host name)." };

        Command identity = new("identity", "Prints, as JSON, who this machine is and to whom it is anchored.") { data };
        identity.SetAction((result, _) => AnswerAsync(() =>
        {
            IdentityStore store = new(Reader(result).ReadData());
            Print(store, store.Load());
            return Task.FromResult(AgentExitCodes.Stopped);
        }));

        Command enroll = new("enroll", "Anchors this machine with an onboarding key or anchor token, read from standard input.") { server, data, name };
        enroll.SetAction((result, cancellationToken) => AnswerAsync(async () =>
        {
            AgentOptions options = Reader(result).Read(local: false) with { OnboardingKey = null, OnboardingKeyFile = null };
            string credential = await Console.In.ReadLineAsync(cancellationToken) ?? string.Empty;
            IdentityStore store = new(options.DataDirectory);
            Enroller enroller = new(options, store, new MachineDescription(), time);
            Print(store, await enroller.EnrollAsync(OnboardingKeyText.Parse(credential, "standard input"), cancellationToken));
            return AgentExitCodes.Stopped;
        }));

        Command forget = new("forget", "Parts from the server: removes the identity of this machine.") { data };
        forget.SetAction((result, cancellationToken) => AnswerAsync(async () =>
        {
            IdentityStore store = new(Reader(result).ReadData());
            AgentIdentity? former = store.Load();
            store.Remove();
            if (former is not null && await Farewell.SayAsync(former, time, cancellationToken))
            {
                await Console.Out.WriteLineAsync(Told);
            }

            return AgentExitCodes.Stopped;
        }));
        return [identity, enroll, forget];

        AgentOptionsReader Reader(ParseResult result) =>
            new(setting => result.CommandResult.Command.Options.Any(o => o.Name == setting) ? result.GetValue<string?>(setting) : null, setting => environment(Prefix + setting));
    }

    private static void Print(IdentityStore store, AgentIdentity? identity) =>
        Console.Out.WriteLine(JsonSerializer.Serialize(AnchorStatus.Of(store.MachineId(), identity), AgentStateJson.Default.AnchorStatus));

    private static async Task<int> AnswerAsync(Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (AgentOptionsException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return AgentExitCodes.Configuration;
        }
        catch (ServerRefusedException e)
        {
            await Console.Error.WriteLineAsync($"{e.Message} ({e.Code})");
            return AgentExitCodes.ReanchorNeeded;
        }
        catch (HttpRequestException e)
        {
            await Console.Error.WriteLineAsync($"The server cannot be reached: {(e.InnerException ?? e).Message}");
            return AgentExitCodes.Unreachable;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"--data: the folder cannot be used: {e.Message}");
            return AgentExitCodes.Configuration;
        }
    }
}
