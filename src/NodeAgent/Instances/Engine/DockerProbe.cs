using Anchorage.NodeAgent.Protocol.Nodes;

namespace Anchorage.NodeAgent.Instances.Engine;

/// <summary>Finds out whether a Docker Engine answers and, if not, what the machine's administrator should do.</summary>
internal sealed class DockerProbe(DockerClient client)
{
    private static readonly string[] ProgramFolders = ["/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin", "/snap/bin", "/opt/bin"];

    /// <summary>Asks the engine once. Never throws but for cancellation.</summary>
    public async Task<DockerState> ProbeAsync(CancellationToken cancellationToken)
    {
        try
        {
            var (version, api) = await client.NegotiateAsync(cancellationToken);
            return new DockerState(true, version, api, null, null);
        }
        catch (DockerException e)
        {
            return Explain(e, client.Endpoint, IsInstalled());
        }
    }

    /// <summary>What a failed probe means, and the advice.</summary>
    public static DockerState Explain(DockerException failure, DockerEndpoint endpoint, bool installed) => failure.Fault switch
    {
        DockerFault.TooOld => Problem("docker_too_old", failure.Message, null),
        DockerFault.PermissionDenied => Problem(
            "docker_permission_denied",
            $"The account '{Environment.UserName}' may not open {endpoint}.",
            $"Run: sudo usermod -aG docker {Environment.UserName}   and start the agent again."),
        _ when endpoint.SocketPath is { } path && !File.Exists(path) && !installed => Problem(
            "docker_not_installed",
            "No Docker Engine is installed on this node.",
            "Install it: sudo apt-get install -y docker.io   (the agent finds it by itself within 10 s)"),
        _ when endpoint.SocketPath is not null => Problem(
            "docker_unreachable", $"Docker is installed but does not answer at {endpoint} ({failure.Message})", "Start it: sudo systemctl start docker"),
        _ => Problem(
            "docker_unreachable", $"No Docker Engine answers at {endpoint} ({failure.Message})", "Check DOCKER_HOST in the agent's environment, and that the engine runs there."),
    };

    private static DockerState Problem(string code, string problem, string? fix) => new(false, null, null, code, problem, fix);

    private static bool IsInstalled() => ProgramFolders.Any(folder => File.Exists(Path.Combine(folder, "dockerd")));
}
