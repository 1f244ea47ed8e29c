using System.Collections.Immutable;

namespace Anchorage.Api.Identity;

/// <param name="Name">Only for a new one.</param>
/// <param name="Add">Who joins: ids, user names or e-mail addresses.</param>
/// <param name="Remove">Who leaves.</param>
internal sealed record GroupBody(string? Name, string? Description, ImmutableArray<string>? Add, ImmutableArray<string>? Remove);
