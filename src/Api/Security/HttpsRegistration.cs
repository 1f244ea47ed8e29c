using System.Net;
using System.Security.Authentication;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Anchorage.Api.Security;

/// <summary>Composes listeners, certificate and the checks of a request's origin.</summary>
public static class HttpsRegistration
{
    /// <summary>Listens as <see cref="HttpsOptions"/> says. Unix sockets and, in mode auto, loopback addresses speak plain HTTP.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="keyFolder">Folder for the authority, <c>DATA/keys</c>.</param>
    /// <exception cref="InvalidOperationException">A setting is not allowed; the text names it.</exception>
    public static HttpsMode AddAnchorageHttps(this WebApplicationBuilder builder, string keyFolder)
    {
        HttpsOptions options = builder.Configuration.GetSection(HttpsOptions.Section).Get<HttpsOptions>() ?? new HttpsOptions();
        HttpsMode mode = options.Resolve();
        IReadOnlyList<IPAddress> proxies = options.Proxies();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(p => new ServerCertificate(
            options, keyFolder, p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILogger<ServerCertificate>>()));
        builder.Services.AddHostedService(p => p.GetRequiredService<ServerCertificate>());
        builder.Services.AddOptions<OriginOptions>().BindConfiguration("Anchorage:Origins");
        builder.Services.AddSingleton<OriginCheck>();
        builder.Services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.ForwardedHeaders = proxies.Count == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (IPAddress proxy in proxies)
            {
                forwarded.KnownProxies.Add(proxy);
            }
        });
        bool plainLoopback = options.Mode == "auto";
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            foreach (EndPoint endPoint in options.EndPoints())
            {
                bool tls = mode is HttpsMode.OwnCa or HttpsMode.Certificate
                    && endPoint is IPEndPoint ip && !(plainLoopback && IPAddress.IsLoopback(ip.Address));
                kestrel.Listen(endPoint, listen => Configure(listen, tls));
            }
        });
        return mode;
    }

    private static void Configure(ListenOptions listen, bool tls)
    {
        listen.Protocols = HttpProtocols.Http1AndHttp2;
        if (tls)
        {
            ServerCertificate certificate = listen.ApplicationServices.GetRequiredService<ServerCertificate>();
            listen.UseHttps(https =>
            {
                https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
                https.ServerCertificateSelector = (_, _) => certificate.Current;
            });
        }
        else
        {
            // Without TLS nothing negotiates HTTP/2.
            listen.Protocols = HttpProtocols.Http1;
        }
    }
}
