namespace Anchorage.Api.Identity;

/// <summary>The caller of a request.</summary>
internal static class CallerExtensions
{
    /// <summary>Who calls.</summary>
    public static Caller Caller(this HttpContext context) =>
        context.Features.Get<Caller>() ?? throw new InvalidOperationException("The caller is found before endpoints run.");

    /// <summary>The id of the signed-in user.</summary>
    /// <exception cref="AnchorageException"><c>not_signed_in</c>, or the <c>signed_out_...</c> code that says why no longer.</exception>
    public static string RequireUser(this HttpContext context) =>
        context.Features.Get<EndedCaller>() is { } ended ? throw new AnchorageException(ended.Code)
        : context.Caller() is { Kind: CallerKind.User } caller ? caller.PrincipalId
        : throw new AnchorageException(ErrorCodes.NotSignedIn);
}
