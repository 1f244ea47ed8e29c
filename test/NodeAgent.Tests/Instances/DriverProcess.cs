using System.Diagnostics;
using System.Text.Json;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Operations;

namespace Anchorage.NodeAgent.Tests.Instances;

/// <summary>The instance driver as a child process.</summary>
internal sealed class DriverProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);
    private readonly Process _process;
    private readonly List<string> _seen = [];

    public DriverProcess(string data, string installation, string? stopAt)
    {
        var start = new ProcessStartInfo { FileName = Environment.ProcessPath is { } path && Path.GetFileName(path) == "dotnet" ? path : "dotnet", RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var argument in new[] { Path.Combine(AppContext.BaseDirectory, "Anchorage.NodeAgent.DriverHost.dll"), data, installation })
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["ANCHORAGE_TESTING"] = "1";
        start.Environment["ANCHORAGE_TEST_STOP_AT"] = stopAt ?? string.Empty;
        _process = Process.Start(start)!;
    }

    public async Task SendAsync<T>(string type, T payload)
    {
        await _process.StandardInput.WriteLineAsync($"{{\"type\":{JsonSerializer.Serialize(type)},\"payload\":{ProtocolJson.Write(payload)}}}");
        await _process.StandardInput.FlushAsync();
    }

    public async Task<string> UntilAsync(Func<string, bool> wanted)
    {
        if (_seen.FirstOrDefault(wanted) is { } known)
        {
            return known;
        }

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Patience);
        while (await _process.StandardOutput.ReadLineAsync(deadline.Token) is { } line)
        {
            _seen.Add(line);
            if (wanted(line))
            {
                return line;
            }
        }

        throw new InvalidOperationException("The driver ended. It said:\n" + string.Join('\n', _seen));
    }

    public async Task<WorkCompleted> CompletedAsync(string operationId)
    {
        var line = await UntilAsync(l => l.Contains(MessageTypes.OperationCompleted, StringComparison.Ordinal) && l.Contains($"\"operationId\":\"{operationId}\",\"succeeded\"", StringComparison.Ordinal));
        using var document = JsonDocument.Parse(line);
        return ProtocolJson.Read<WorkCompleted>(document.RootElement.GetProperty("payload").Clone());
    }

    /// <summary>SIGKILL.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
    }
}
