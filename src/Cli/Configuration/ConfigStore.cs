using System.Text.Json;
using Anchorage.Cli.CommandLine;

namespace Anchorage.Cli.Configuration;

/// <summary>The files of this command: config.json, the SSH key and the known hosts, in one folder that only its owner may enter.</summary>
internal sealed class ConfigStore
{
    private readonly CliEnvironment _environment;

    public ConfigStore(CliEnvironment environment, string? directory)
    {
        _environment = environment;
        Directory = Path.GetFullPath(directory ?? Path.Combine(
            environment.Variable("XDG_CONFIG_HOME") ?? Path.Combine(environment.HomeDirectory, ".config"),
            "anchorage"));
    }

    /// <summary>The folder, mode 0700.</summary>
    public string Directory { get; }

    public string ConfigFile => Path.Combine(Directory, "config.json");

    public string KeyFile => Path.Combine(Directory, "id_ed25519");

    public string KnownHostsFile => Path.Combine(Directory, "known_hosts");

    /// <summary>Reads and validates the configuration; an absent file is an empty one.</summary>
    /// <exception cref="CliException">config_invalid, with the key and the allowed values.</exception>
    public CliConfig Load()
    {
        if (!File.Exists(ConfigFile))
        {
            return CliConfig.Empty;
        }

        WarnIfOthersMayRead();
        CliConfig? config;
        try
        {
            config = JsonSerializer.Deserialize(File.ReadAllBytes(ConfigFile), ConfigJson.Default.CliConfig);
        }
        catch (JsonException failure)
        {
            throw Invalid($"line {failure.LineNumber + 1}", "is not valid JSON of the expected shape", "an object with version, current and profiles");
        }

        return Validate(config);
    }

    /// <summary>Writes the configuration: a crash leaves the old file or the new one.</summary>
    public void Save(CliConfig config)
    {
        EnsureDirectory();
        PrivateFile.Write(ConfigFile, JsonSerializer.SerializeToUtf8Bytes(config, ConfigJson.Default.CliConfig));
    }

    /// <summary>Makes the folder, closed to others.</summary>
    public void EnsureDirectory() => PrivateFile.CreateDirectory(Directory);

    private CliConfig Validate(CliConfig? config)
    {
        if (config is null || config.Version != 1)
        {
            throw Invalid("version", $"is {config?.Version.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "absent"}", "1");
        }

        var profiles = config.Profiles ?? CliConfig.Empty.Profiles;
        foreach (var (name, profile) in profiles)
        {
            var key = $"profiles.{name}";
            if (profile is null || !ServerTarget.TryParseUrl(profile.Server, out _))
            {
                throw Invalid($"{key}.server", $"is \"{profile?.Server}\"", "an http:// or https:// URL without a path");
            }

            if (profile.Token is { } token && !token.StartsWith("anc_", StringComparison.Ordinal))
            {
                throw Invalid($"{key}.token", "has the wrong form", "a token that begins with anc_");
            }

            if (profile.Fingerprint is { } pin && !Http.KeyFingerprint.TryNormalize(pin, out _))
            {
                throw Invalid($"{key}.fingerprint", $"is \"{pin}\"", "43 characters of base64url (SHA-256 of the public key)");
            }
        }

        switch (config.KeepaliveSeconds)
        {
            case < CliConfig.LeastKeepalive:
                throw new CliException(
                    "keepalive_too_aggressive", $"{ConfigFile}: keepaliveSeconds is {config.KeepaliveSeconds}; allowed: {CliConfig.LeastKeepalive} to {CliConfig.MostKeepalive}.", $"Remove it: {CliConfig.LeastKeepalive} is the default.", ExitCodes.Config);
            case > CliConfig.MostKeepalive:
                throw Invalid("keepaliveSeconds", $"is {config.KeepaliveSeconds}", $"{CliConfig.LeastKeepalive} to {CliConfig.MostKeepalive}");
        }

        return config with { Current = config.Current ?? CliConfig.DefaultProfile, Profiles = profiles };
    }

    private void WarnIfOthersMayRead()
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(ConfigFile) & PrivateFile.OthersMask) != UnixFileMode.None)
        {
            _environment.Error.WriteLine($"Warning: {ConfigFile} holds a token and others may read it. Run: chmod 600 {ConfigFile}");
        }
    }

    private CliException Invalid(string key, string problem, string allowed) =>
        CliException.Config($"{ConfigFile}: {key} {problem}; allowed: {allowed}.", "Correct the file, or remove it and run \"anchorage login\" again.");
}
