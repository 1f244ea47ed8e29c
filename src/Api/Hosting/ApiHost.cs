using System.Globalization;
using Anchorage.Api.Audit;
using Anchorage.Api.Errors;
using Anchorage.Api.Events;
using Anchorage.Api.Commands;
using Anchorage.Api.Files;
using Anchorage.Api.Git;
using Anchorage.Api.Identity;
using Anchorage.Api.Instances;
using Anchorage.Api.Logging;
using Anchorage.Api.Mcp;
using Anchorage.Api.Metrics;
using Anchorage.Api.Nodes;
using Anchorage.Api.Nodes.Download;
using Anchorage.Api.Nodes.Gateway;
using Anchorage.Api.Operations;
using Anchorage.Api.Security;
using Anchorage.Api.Shares;
using Anchorage.Api.Streams;
using Anchorage.Api.Recordings;
using Anchorage.Api.Sync;
using Anchorage.Api.Terminals;
using Anchorage.Silo;
using Anchorage.Silo.Data;
using Microsoft.AspNetCore.Connections;

namespace Anchorage.Api.Hosting;

/// <summary>Composes the server. Tests start the same composition.</summary>
public static class ApiHost
{
    /// <summary>How long requests may go on after the server was told to stop; with the flush of the storage it ends within 10 s.</summary>
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(7);

    /// <summary>Adds everything that the server is made of. Settings come from the configuration; <c>ANCHORAGE_DATA</c> and <c>ANCHORAGE_URLS</c> are short names for two of them.</summary>
    public static WebApplicationBuilder AddAnchorage(this WebApplicationBuilder builder)
    {
        HostingOptions hosting = ReadEnvironment(builder.Configuration);
        DataFolder data = new(hosting.DataPath);
        DataFolderLock only = DataFolderLock.Take(data);
        builder.Services.AddSingleton<IHostedService>(_ => only);
        data.Prepare();
        builder.Services.AddSingleton(hosting);

        // The framework's request log shows addresses with their query, and tickets stand in queries.
        builder.AddAnchorageLogging();
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Orleans", LogLevel.Warning);

        // What keeps the server from starting is printed in one line by the program.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        builder.AddAnchorageSilo();
        builder.AddAnchorageHttps(data.KeysFolder);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = BodyLimit.Bytes;
            kestrel.ListenAdminSocket(data.Path);
        });

        // What arrives is handled on the thread that received it: each change of threads costs a keystroke more than the work on it. Nothing in a request blocks.
        builder.WebHost.UseSockets(sockets => sockets.UnsafePreferInlineScheduling = true);
        builder.Services.AddSingleton<IMemoryPoolFactory<byte>, WideBlocks>();
        builder.Services.AddSingleton<GrainCallMetrics>();
        builder.Services.AddSingleton<IIncomingGrainCallFilter>(p => p.GetRequiredService<GrainCallMetrics>());
        builder.Services.AddSingleton<MetricsCollector>();
        builder.Services.AddHostedService(p => p.GetRequiredService<MetricsCollector>());
        builder.Services.AddOpenApiDocument();
        builder.Services.AddAgentGateway();
        builder.Services.AddOptions<DownloadOptions>().BindConfiguration("Anchorage:Download");
        builder.Services.AddRateLimits();
        builder.Services.AddOptions<TerminalLimitOptions>().BindConfiguration("Anchorage:Terminals").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<TerminalPlaces>();
        builder.Services.AddOptions<FilesOptions>().BindConfiguration("Anchorage:Files").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<FileStreams>();
        builder.Services.AddMcp();
        builder.Services.AddSingleton<GitCalls>();
        builder.Services.AddSingleton<TransferEvents>();
        builder.Services.AddSingleton<CloudInstances>();
        builder.Services.AddSingleton<CommandFiles>();
        builder.Services.AddSingleton<CommandBatches>();
        builder.Services.AddSingleton<CommandGit>();
        builder.Services.AddSingleton<GitAudit>();
        builder.Services.AddSingleton<CommandViews>();
        builder.Services.AddSingleton<CommandRunner>();
        builder.Services.AddSingleton<FolderComparer>();
        builder.Services.AddSingleton<FileCopier>();
        builder.Services.AddSignalR().AddJsonProtocol(json => ApiJson.Configure(json.PayloadSerializerOptions));
        builder.Services.AddSingleton<SessionCookie>();
        builder.Services.AddSingleton<OnboardingLine>();
        builder.Services.AddSingleton<EventFeeds>();
        builder.Services.AddSingleton<EventPump>();
        builder.Services.AddSingleton<SseLimits>();
        builder.Services.AddSingleton<ITunnelGrants, TunnelGrants>();
        builder.Services.AddHostedService<StartupService>();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = StopPatience);
        return builder;
    }

    /// <summary>Builds the pipeline: errors, security, caller, limits, endpoints, and the dashboard for every other address.</summary>
    public static WebApplication UseAnchorage(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseMiddleware<ErrorMiddleware>();
        app.UseBodyLimit();
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.FromSeconds(15) });
        app.UseAnchorageSecurity();
        app.UseMiddleware<CallerMiddleware>();
        app.UseDashboardFiles();
        app.UseRouting();
        app.UseRateLimiter();
        app.MapAuth();
        app.MapUsers();
        app.MapGroups();
        app.MapAccess();
        app.MapNodes();
        app.MapAnchoring();
        app.MapInstances();
        app.MapFiles();
        app.MapArchives();
        app.MapFileSearch();
        app.MapGit();
        app.MapImages();
        app.MapOperations();
        app.MapTerminals();
        app.MapRecordings();
        app.MapShares();
        app.MapCloudInstances();
        app.MapTransfers();
        app.MapSync();
        app.MapMcp();
        app.MapAudit();
        app.MapErrors();
        app.MapEvents();
        app.MapTunnel();
        app.MapCommand();
        app.MapProbe();
        app.MapAgentGateway();
        app.MapDownloads();
        app.MapHealth();
        app.MapAdministration();
        app.MapMetrics();
        app.MapOpenApiDocument();
        app.UseDashboardPages();
        return app;
    }

    private static HostingOptions ReadEnvironment(ConfigurationManager configuration)
    {
        string data = configuration["ANCHORAGE_DATA"] ?? configuration[$"{DataFolderOptions.Section}:Path"] ?? new DataFolderOptions().Path;
        string urls = configuration["ANCHORAGE_URLS"] ?? "http://127.0.0.1:7070";
        string[] entries = urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (entries.Length == 0 || !Array.TrueForAll(entries, IsUrl))
        {
            throw new AnchorageException(
                ErrorCodes.ConfigurationInvalid,
                ("setting", "ANCHORAGE_URLS"),
                ("problem", $"'{urls}' must be addresses such as http://127.0.0.1:7070 or https://0.0.0.0:443, separated by semicolons"));
        }

        Dictionary<string, string?> settings = new(StringComparer.OrdinalIgnoreCase) { [$"{DataFolderOptions.Section}:Path"] = data };
        if (configuration[$"{HttpsOptions.Section}:Listen:0"] is null)
        {
            for (int i = 0; i < entries.Length; i++)
            {
                settings[$"{HttpsOptions.Section}:Listen:{i.ToString(CultureInfo.InvariantCulture)}"] = Listen(entries[i]);
            }
        }

        configuration.AddInMemoryCollection(settings);
        string link = configuration["ANCHORAGE_PUBLIC_URL"] ?? entries[0].Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        return new HostingOptions(data, link);
    }

    private static bool IsUrl(string text) => text.StartsWith("unix:/", StringComparison.Ordinal)
        || (Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https" && uri is { AbsolutePath: "/", Query: "", UserInfo: "" });

    /// <summary><c>http://127.0.0.1:7070</c> as <c>127.0.0.1:7070</c>; a host name other than localhost listens on every address.</summary>
    private static string Listen(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("http" or "https"))
        {
            return url;
        }

        string host = uri.HostNameType switch
        {
            UriHostNameType.IPv4 => uri.Host,
            UriHostNameType.IPv6 => $"[{uri.Host.Trim('[', ']')}]",
            _ => uri.Host == "localhost" ? "127.0.0.1" : "0.0.0.0",
        };
        return $"{host}:{uri.Port}";
    }
}
