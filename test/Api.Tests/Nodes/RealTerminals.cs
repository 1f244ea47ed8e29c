using System.Diagnostics;
using System.Globalization;
using Anchorage.Api.Tests.Gateway;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol.Terminals;
using Anchorage.NodeAgent.Terminals;
using Anchorage.NodeAgent.Terminals.Ipc;
using Microsoft.Extensions.Logging.Abstractions;

namespace Anchorage.Api.Tests.Nodes;

/// <summary>The agent's terminals with a terminal host of their own; the shells run on this machine, not in containers.</summary>
internal sealed class RealTerminals : IShellSource, IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("anchorage-term-").FullName;
    private readonly TerminalHostClient _client;

    public RealTerminals(IControlLink link)
    {
        TerminalOptions options = new() { Folder = _folder, Executable = [Path.Combine(AppContext.BaseDirectory, "Anchorage.NodeAgent")], HostIdleSeconds = 5 };
        _client = new TerminalHostClient(new TerminalHostStarter(Microsoft.Extensions.Options.Options.Create(options)), link, NullLogger<TerminalHostClient>.Instance);
        Handlers =
        [
            new TerminalOpenHandler([this], _client), new TerminalCloseHandler(_client), new TerminalChangeHandler(_client), new TerminalViewersHandler(_client),
        ];
        Stream = new TerminalStreamHandler(_client, TimeProvider.System);
    }

    public IReadOnlyList<IMessageHandler> Handlers { get; }

    public IStreamHandler Stream { get; }

    public Task<IReadOnlyList<TerminalReport>> ListAsync(CancellationToken cancellationToken) => _client.ListAsync(cancellationToken);

    public Task<ShellLaunch?> FindAsync(OpenTerminal request, CancellationToken cancellationToken) => Task.FromResult<ShellLaunch?>(new ShellLaunch(Process: new ProcessLaunch(
        "/bin/bash", ["--norc", "--noprofile"], ["TERM=xterm-256color", "PATH=/usr/bin:/bin", "LANG=C.UTF-8", "HOME=/", "PS1=prompt$ "], "/")));

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        if (HostOf(_folder) is { } host)
        {
            host.Kill();
            await host.WaitForExitAsync().WaitAsync(Wait.Long);
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static Process? HostOf(string folder)
    {
        foreach (string process in Directory.EnumerateDirectories("/proc").Where(p => char.IsAsciiDigit(Path.GetFileName(p)[0])))
        {
            try
            {
                if (File.ReadAllText(Path.Combine(process, "cmdline")).Split('\0').Contains(folder))
                {
                    return Process.GetProcessById(int.Parse(Path.GetFileName(process), CultureInfo.InvariantCulture));
                }
            }
            catch (Exception gone) when (gone is IOException or ArgumentException)
            {
                // It ended meanwhile.
            }
        }

        return null;
    }
}
