namespace Anchorage.EndToEnd.Tests.Support;

/// <summary>The server and the agent that most tests share; each test brings an account of its own. Without an engine the agent has nothing to do, and the tests say so.</summary>
public sealed class SharedInstallation : IAsyncLifetime
{
    private Installation? _installation;

    internal Installation Value => _installation ?? throw new InvalidOperationException("Call Needs.Docker() first.");

    public async ValueTask InitializeAsync()
    {
        if (Needs.DockerProblem is null)
        {
            _installation = await Installation.StartAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_installation is not null)
        {
            await _installation.DisposeAsync();
        }
    }
}
