using System.Text;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Configuration;
using Anchorage.Cli.Http;
using Anchorage.Cli.Instances;

namespace Anchorage.Cli.Ssh;

/// <summary>Host entries, with which plain ssh, scp, rsync and editors reach all instances of the user.</summary>
internal sealed class SshConfigCommand : CliCommand
{
    private readonly Flag<bool> _write = new("--write", "", "Write them below ~/.ssh/config.d and include them in ~/.ssh/config; makes a key if you have none");

    public SshConfigCommand(CliHost host)
        : base("ssh-config", "Print Host entries for your instances, or keep them in your ssh configuration", host) => Add(_write);

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var api = call.Api();
        var write = call.Get(_write);
        var key = write ? (await new SshKeySetup(call, api).EnsureAsync(cancel)).File : File.Exists(call.Store.KeyFile) ? call.Store.KeyFile : null;
        var instances = await api.ListAsync("/api/instances", 100_000, ApiJson.Default.InstanceInfo, cancel);
        var entries = instances.Select(i => i.Value).OrderBy(i => i.Name, StringComparer.Ordinal);
        var text = string.Join('\n', entries.Select(i => Entry(call, api.Target, i, key)));
        if (!write)
        {
            await call.Environment.Out.WriteAsync(text);
            return ExitCodes.Ok;
        }

        var files = new SshConfigFiles(call.Environment.HomeDirectory);
        var (file, changed) = files.Write(api.Target.Profile ?? CliConfig.DefaultProfile, text);
        call.Output.Note(changed ? $"Wrote {instances.Count} entries to {file}." : $"{file} is up to date ({instances.Count} entries).");
        return ExitCodes.Ok;
    }

    private static string Entry(Invocation call, ServerTarget target, InstanceInfo instance, string? key)
    {
        var name = Names.Check("instance", instance.Name);
        var text = new StringBuilder().Append("Host anchorage-").Append(name).Append(' ').Append(name).Append(".anchorage\n");
        foreach (var (option, value) in SshOptions.For(call, target, instance, name, key, user: null))
        {
            text.Append("    ").Append(option).Append(' ').Append(value).Append('\n');
        }

        return text.ToString();
    }
}
