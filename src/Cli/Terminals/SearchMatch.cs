namespace Anchorage.Cli.Terminals;

/// <summary>A place where something was found.</summary>
internal sealed record SearchMatch(int Line, int Column, int Length, string Text);
