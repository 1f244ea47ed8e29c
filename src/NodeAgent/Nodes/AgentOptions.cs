namespace Anchorage.NodeAgent.Nodes;

/// <summary>Settings of the agent; each option of <c>run</c> has a twin in the environment (<c>--onboarding-key-file</c> = <c>ANCHORAGE_AGENT_ONBOARDING_KEY_FILE</c>).</summary>
public sealed record AgentOptions
{
    /// <summary>Where the server answers.</summary>
    public required ServerAddress Server { get; init; }

    /// <summary>Folder of the agent's identity and state; made when absent (0700).</summary>
    public required string DataDirectory { get; init; }

    /// <summary>The onboarding key or anchor token given in the command line or environment; null when it is in a file or not given.</summary>
    public string? OnboardingKey { get; init; }

    /// <summary>File that holds the onboarding key; it may appear later, after a revocation for example.</summary>
    public string? OnboardingKeyFile { get; init; }

    /// <summary>True for the node that runs beside the server.</summary>
    public bool Local { get; init; }

    /// <summary>Suggested node name; the host name by default.</summary>
    public required string Name { get; init; }

    /// <summary>Overrides the identity of the machine, for machines cloned with their <c>/etc/machine-id</c>; null as a rule.</summary>
    public string? MachineId { get; init; }

    /// <summary>True when this machine lets itself be managed: terminals, commands, files. Not beside the server unless asked for.</summary>
    public bool Machine { get; init; }

    /// <summary>Account as which all of that is done; null for <c>anchorage</c>, or for the agent's own account when the agent is not root.</summary>
    public string? RunAs { get; init; }

    /// <summary>True when terminals and commands as root may be asked for (<c>root:cloud_instance</c>).</summary>
    public bool AllowRoot { get; init; }

    /// <summary>Folder below which files are shown; the root by default.</summary>
    public string FilesRoot { get; init; } = "/";
}
