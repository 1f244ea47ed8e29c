namespace Anchorage.Cli.Terminals.Attach;

/// <summary>How to attach.</summary>
/// <param name="Role"><c>type</c> or <c>watch</c>.</param>
/// <param name="TakeOver">Become the only one who types, once attached.</param>
/// <param name="DetachKey">The byte that leaves; null for none.</param>
/// <param name="Colors">False for NO_COLOR.</param>
internal sealed record AttachOptions(string Role, bool TakeOver, byte? DetachKey, bool Colors);
