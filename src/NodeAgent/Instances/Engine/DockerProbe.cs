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
            var (code, problem) = Explain(e, client.Endpoint, IsInstalled());
            return new DockerState(false, null, null, code, problem);
        }
    }

    /// <summary>The code and the advice for a failed probe.</summary>
    public static (string Code, string Problem) Explain(DockerException failure, DockerEndpoint endpoint, bool installed) => failure.Fault switch
    {
        DockerFault.TooOld => ("docker_too_old", failure.Message),
        DockerFault.PermissionDenied => ("docker_permission_denied",
            $"The account '{Environment.UserName}' may not open {endpoint}. Run: sudo usermod -aG docker {Environment.UserName}   and start the agent again."),
        _ when endpoint.SocketPath is { } path && !File.Exists(path) && !installed => ("docker_not_installed",
            "No Docker Engine is installed on this node. Install it: sudo apt-get install -y docker.io   (the agent finds it by itself within 10 s)."),
        _ when endpoint.SocketPath is not null => ("docker_unreachable",
            $"Docker is installed but does not answer at {endpoint}. Start it: sudo systemctl start docker   ({failure.Message})"),
        _ => ("docker_unreachable", $"No Docker Engine answers at {endpoint}. Check the address and that the engine runs. ({failure.Message})"),
    };

    private static bool IsInstalled() => ProgramFolders.Any(folder => File.Exists(Path.Combine(folder, "dockerd")));
}
