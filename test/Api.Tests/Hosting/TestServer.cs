using System.Globalization;
using System.Net.Sockets;
using Anchorage.Api.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans;

namespace Anchorage.Api.Tests.Hosting;

/// <summary>The server as it is composed in production, on a free loopback port with a data folder of its own.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    /// <summary>Fits every test account.</summary>
    public const string Password = "correct horse battery";

    private static int _people;
    private readonly WebApplication _app;

    private TestServer(WebApplication app, string data, TestClock clock, LogSink log)
    {
        _app = app;
        DataPath = data;
        Clock = clock;
        Log = log;
        Url = app.Urls.First(u => u.StartsWith("http", StringComparison.Ordinal) && u.Contains("127.0.0.1", StringComparison.Ordinal));
        Operator = new Person(this, "operator", async (_, cancellation) =>
        {
            Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(AdminSocket.PathIn(data)), cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        });
    }

    /// <summary>Calls between grains in all servers of this process.</summary>
    public static GrainCallGraph Calls { get; } = new();

    public string Url { get; }

    public string DataPath { get; }

    public TestClock Clock { get; }

    public LogSink Log { get; }

    /// <summary>Whoever sits at the machine, at <c>admin.sock</c>.</summary>
    public Person Operator { get; }

    public Person Superadmin { get; private set; } = null!;

    public IServiceProvider Services => _app.Services;

    public IReadOnlyList<RouteEndpoint> Endpoints => [.. Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];

    public static async Task<TestServer> StartAsync(bool https = false, params (string Name, string Value)[] settings)
    {
        TestServer server = await StartOnAsync(Directory.CreateTempSubdirectory("anchorage-api-").FullName, https, settings);
        server.Superadmin = await server.NewPersonAsync("superadmin");
        return server;
    }

    /// <summary>Makes an account and signs it in.</summary>
    public async Task<Person> NewPersonAsync(string role = "user", string? name = null)
    {
        name ??= string.Create(CultureInfo.InvariantCulture, $"{role}{Interlocked.Increment(ref _people)}");
        Answer made = await Operator.PostAsync("/api/users", new { username = name, email = $"{name}@example.org", role, password = Password });
        made.ShouldBe(201);
        Person person = new(this, name) { Id = made.Json.GetProperty("user").GetProperty("id").GetString()! };
        await person.SignInAsync();
        return person;
    }

    /// <summary>Somebody without an account, at an address of their own.</summary>
    public Person Stranger() => new(this, "stranger");

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(DataPath, recursive: true);
        Calls.MustNotWaitInACircle();
    }

    private static async Task<TestServer> StartOnAsync(string data, bool https, (string Name, string Value)[] settings)
    {
        TestClock clock = new();
        LogSink log = new();
        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        Dictionary<string, string?> values = new()
        {
            ["ANCHORAGE_DATA"] = data,
            ["ANCHORAGE_URLS"] = (https ? "https" : "http") + "://127.0.0.1:0",
            ["Anchorage:Https:Mode"] = https ? "own-ca" : "auto",
            ["Anchorage:Accounts:PasswordIterations"] = "10000",
            ["Anchorage:Scheduler:Period"] = "00:00:00.500",
            ["Anchorage:Storage:RetryDelay"] = "00:00:00.100",
        };
        foreach ((string name, string value) in settings)
        {
            values[name] = value;
        }

        builder.Configuration.AddInMemoryCollection(values);
        builder.Logging.ClearProviders().AddProvider(log);
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddSingleton<IOutgoingGrainCallFilter>(Calls);
        builder.AddAnchorage();
        WebApplication app = builder.Build();
        app.UseAnchorage();
        await app.StartAsync();
        return new TestServer(app, data, clock, log);
    }
}
