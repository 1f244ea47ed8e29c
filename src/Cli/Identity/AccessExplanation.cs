using Anchorage.Cli.Http;

namespace Anchorage.Cli.Identity;

/// <summary>Why somebody may do something, or may not.</summary>
internal sealed record AccessExplanation(ObjectRef User, string Permission, ObjectRef? Instance, bool Allowed, string? Rule, string? Code, string Reason);
