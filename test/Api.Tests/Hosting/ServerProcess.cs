using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Anchorage.Testing;

namespace Anchorage.Api.Tests.Hosting;

/// <summary>The real server program in a process and a data folder of its own.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly bool _ownsFolder;

    private ServerProcess(Process process, string folder, int port, bool ownsFolder)
    {
        _process = process;
        _ownsFolder = ownsFolder;
        Folder = folder;
        Url = $"http://127.0.0.1:{port}";
    }

    public string Folder { get; }

    public string Url { get; }

    public int Id => _process.Id;

    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Starts the program. Settings are environment variables, and win over the test's own.</summary>
    public static ServerProcess Start(string? folder = null, params (string Name, string Value)[] settings) => StartWith([], folder, settings);

    /// <summary>Starts the program by another one, which is given its command line.</summary>
    public static ServerProcess StartWith(string[] launcher, string? folder, params (string Name, string Value)[] settings)
    {
        string data = folder ?? Path.Combine(Path.GetTempPath(), $"anchorage-api-{Guid.NewGuid():N}");
        int port = TestPorts.Free();
        string[] command = [.. launcher, "dotnet", typeof(Anchorage.Api.Hosting.ApiHost).Assembly.Location];
        ProcessStartInfo start = new(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ANCHORAGE_DATA"] = data;
        start.Environment["ANCHORAGE_URLS"] = $"http://127.0.0.1:{port}";
        foreach ((string name, string value) in settings)
        {
            start.Environment[name] = value;
        }

        Process process = new() { StartInfo = start };
        ServerProcess server = new(process, data, port, folder is null);
        process.OutputDataReceived += (_, line) => server.Add(line.Data);
        process.ErrorDataReceived += (_, line) => server.Add(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return server;
    }

    /// <summary>A client on the operator's socket.</summary>
    public HttpClient Operator() => new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, cancellation) =>
        {
            Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(Path.Combine(Folder, "admin.sock")), cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    { BaseAddress = new Uri("http://localhost") };

    public async Task ReadyAsync()
    {
        using HttpClient client = new();
        long begin = Stopwatch.GetTimestamp();
        while (true)
        {
            _process.HasExited.ShouldBeFalse(Output);
            try
            {
                using HttpResponseMessage answer = await client.GetAsync($"{Url}/health/ready");
                if (answer.IsSuccessStatusCode && File.Exists(Path.Combine(Folder, "local-node.key")))
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not yet.
            }

            Stopwatch.GetElapsedTime(begin).ShouldBeLessThan(TimeSpan.FromSeconds(180), Output);
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }

    /// <summary>Asks the program to stop, as a service manager does.</summary>
    public void Terminate()
    {
        using Process kill = Process.Start("kill", ["-TERM", Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Waits for the end and answers the exit code.</summary>
    public async Task<int> ExitAsync(TimeSpan patience)
    {
        using CancellationTokenSource deadline = new(patience);
        await _process.WaitForExitAsync(deadline.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        if (_ownsFolder && Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }
    }

    private void Add(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }
    }
}
