namespace Anchorage.NodeAgent.Nodes;

/// <summary>Reads and checks the settings; the command line wins over the environment.</summary>
/// <param name="argument">Value of an option by its name, or null.</param>
/// <param name="environment">Value of its twin by the name without prefix, or null.</param>
internal sealed class AgentOptionsReader(Func<string, string?> argument, Func<string, string?> environment)
{
    private const string DefaultData = "/var/lib/anchorage-agent";

    /// <summary>Reads all settings.</summary>
    /// <param name="local">Value of the switch <c>--local</c>.</param>
    /// <exception cref="AgentOptionsException">A value is missing or wrong; the text names the setting.</exception>
    public AgentOptions Read(bool local)
    {
        string data = ReadData();
        string server = Value("--server")
            ?? new IdentityStore(data).Load()?.Server
            ?? throw new AgentOptionsException("--server is missing (or ANCHORAGE_AGENT_SERVER). Allowed: https://HOST[:PORT], http://127.0.0.1[:PORT], unix:/PATH.");
        string? key = Value("--onboarding-key");
        string? keyFile = Value("--onboarding-key-file");
        if (key is not null && keyFile is not null)
        {
            throw new AgentOptionsException("--onboarding-key and --onboarding-key-file are both given; give one of them.");
        }

        if (key is not null)
        {
            OnboardingKeyText.Parse(key, "--onboarding-key");
        }

        string name = Value("--name") ?? Environment.MachineName;
        if (name.Length is 0 or > 63 || name[0] == '-' || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_'))
        {
            throw new AgentOptionsException($"--name: '{name}' is not a node name. Allowed are 1 to 63 letters, digits, '-', '.' and '_', not beginning with '-'.");
        }

        return new AgentOptions
        {
            Server = ServerAddress.Parse(server, "--server"),
            DataDirectory = data,
            OnboardingKey = key,
            OnboardingKeyFile = keyFile,
            Local = local || Switch("LOCAL"),
            Machine = Switch("MACHINE", otherwise: !local && !Switch("LOCAL")),
            RunAs = RunAs(),
            AllowRoot = Switch("ALLOW_ROOT"),
            FilesRoot = FilesRoot(),
            Name = name,
            MachineId = environment("MACHINE_ID") is { Length: > 0 } id ? id : null,
        };
    }

    private string? Value(string option)
    {
        string? value = argument(option) ?? environment(option[2..].ToUpperInvariant().Replace('-', '_'));
        return string.IsNullOrEmpty(value) ? null : value;
    }

    /// <summary>Reads the data folder alone.</summary>
    /// <exception cref="AgentOptionsException">It is no absolute path.</exception>
    public string ReadData()
    {
        string data = Value("--data") ?? DefaultData;
        return Path.IsPathFullyQualified(data) ? data : throw new AgentOptionsException($"--data: '{data}' is not an absolute path.");
    }

    private string? RunAs()
    {
        string? name = Value("--run-as");
        return name is null || (name.Length <= 32 && (char.IsAsciiLetter(name[0]) || name[0] == '_') && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
            ? name
            : throw new AgentOptionsException($"--run-as: '{name}' is not the name of an account. Allowed are 1 to 32 letters, digits, '-', '_' and '.', beginning with a letter or '_'.");
    }

    private string FilesRoot() => environment("FILES_ROOT") is not { Length: > 0 } root ? "/"
        : Path.IsPathFullyQualified(root) && !root.Split('/').Contains("..") ? root
        : throw new AgentOptionsException($"ANCHORAGE_AGENT_FILES_ROOT: '{root}' is not an absolute path without '..'.");

    private bool Switch(string name, bool otherwise = false) => environment(name) switch
    {
        null or "" => otherwise,
        "false" or "0" or "no" => false,
        "true" or "1" or "yes" => true,
        string other => throw new AgentOptionsException($"ANCHORAGE_AGENT_{name}: '{other}' is not allowed. Allowed: true, false."),
    };
}
