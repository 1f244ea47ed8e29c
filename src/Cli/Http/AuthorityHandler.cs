using System.Net.Security;

namespace Anchorage.Cli.Http;

/// <summary>
/// Servers do not send their root in the handshake. Where the pinned key is nobody's in the handshake, the authority's certificate is fetched once over a connection that
/// is not trusted, is believed only if its key has the pinned fingerprint, and the request is sent again: a refused handshake has carried nothing of it.
/// </summary>
internal sealed class AuthorityHandler(Uri server, ServerTrust trust, HttpMessageHandler inner, Func<RemoteCertificateValidationCallback, HttpMessageHandler> connect) : DelegatingHandler(inner)
{
    private const int MaxBytes = 16 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException) when (trust.LacksAuthority)
        {
            if (await FetchAsync(cancellationToken) is not { } pem || !trust.OfferAuthority(pem))
            {
                throw;
            }
        }

        return await base.SendAsync(request, cancellationToken);
    }

    private async Task<string?> FetchAsync(CancellationToken cancel)
    {
        using var any = new HttpMessageInvoker(connect((_, _, _, _) => true));
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server, "/download/ca.pem"));
        try
        {
            using var answer = await any.SendAsync(request, cancel);
            await answer.Content.LoadIntoBufferAsync(MaxBytes, cancel);
            return answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync(cancel) : null;
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            return null;
        }
    }
}
