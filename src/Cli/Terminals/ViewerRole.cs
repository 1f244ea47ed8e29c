namespace Anchorage.Cli.Terminals;

internal sealed record ViewerRole(string Role);
