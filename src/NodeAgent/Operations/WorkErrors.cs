namespace Anchorage.NodeAgent.Operations;

/// <summary>The codes of the error registry that the agent's work ends with.</summary>
internal static class WorkErrors
{
    public const string InvalidRequest = "invalid_request";
    public const string PortInUse = "port_in_use";
    public const string ImageMissing = "image_missing";
    public const string DockerUnavailable = "docker_unavailable";
    public const string ContainerFailed = "container_failed";
    public const string SshNotReady = "ssh_not_ready";
    public const string NoSpace = "no_space";
    public const string InstanceNotFound = "instance_not_found";
    public const string InstanceStopped = "instance_stopped";
    public const string IsolationUnavailable = "isolation_unavailable";
    public const string RunAsUnavailable = "run_as_unavailable";
    public const string RootNotAllowed = "root_not_allowed";
    public const string NotForMachines = "not_for_machines";
    public const string AgentBusy = "agent_busy";

    /// <summary>An action threw what it should not; the agent goes on with the next one.</summary>
    public const string AgentError = "agent_error";
}
