namespace Anchorage.Api.Security;

/// <summary>Set as a feature of a request whose answer is content of users: should a browser ever show it, nothing in it runs and nothing is loaded.</summary>
internal sealed class ContentSandbox
{
    /// <summary>The policy of such an answer.</summary>
    internal const string Policy = "default-src 'none'; sandbox; frame-ancestors 'none'";

    /// <summary>Marks the answer.</summary>
    internal static void Apply(HttpContext context) => context.Features.Set(new ContentSandbox());
}
