namespace Anchorage.Cli.Files;

internal sealed record FileMove(string Path, string Target, bool Overwrite);
