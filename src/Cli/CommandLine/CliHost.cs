namespace Anchorage.Cli.CommandLine;

/// <summary>What a command is built with.</summary>
internal sealed record CliHost(CliEnvironment Environment, GlobalFlags Globals);
