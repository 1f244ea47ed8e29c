using Anchorage.Cli.Http;

namespace Anchorage.Cli.Identity;

/// <summary>An instance as somebody sees it.</summary>
internal sealed record ViewedInstance(string Id, string Name, string Status, ObjectRef Owner, IReadOnlyList<string> Permissions);
