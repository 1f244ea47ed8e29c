using System.Diagnostics;
using System.Text.Json;
using Anchorage.NodeAgent.Tests.Terminals.Screen;

[assembly: AssemblyFixture(typeof(ScreenOracle))]

namespace Anchorage.NodeAgent.Tests.Terminals.Screen;

/// <summary>The dashboard's own terminal as a process that tells what it shows; one for all tests.</summary>
public sealed class ScreenOracle : IAsyncLifetime
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private Process? _process;

    /// <inheritdoc/>
    public ValueTask InitializeAsync() => default;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            _process.StandardInput.Close();
            await _process.WaitForExitAsync();
            _process.Dispose();
        }

        _turn.Dispose();
    }

    /// <summary>What xterm.js shows after output and changes of size.</summary>
    internal async Task<OracleScreen> ShowAsync(int columns, int rows, int scrollback, params IReadOnlyList<ScreenStep> steps) =>
        (await AskAsync(new
        {
            columns,
            rows,
            scrollback,
            steps = steps.Select(step => step.Output is { } output ? (object)new { write = output } : new { resize = (int[])[step.Columns, step.Rows] }),
        })).Deserialize<OracleScreen>(Web)!;

    /// <summary>The widths of all scalars from U+00A0 on, a digit each.</summary>
    internal async Task<string> WidthsAsync() => (await AskAsync(new { widths = true })).GetProperty("widths").GetString()!;

    private async Task<JsonElement> AskAsync(object request)
    {
        CancellationToken cancelled = TestContext.Current.CancellationToken;
        await _turn.WaitAsync(cancelled);
        try
        {
            _process ??= Start();
            await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(request).AsMemory(), cancelled);
            await _process.StandardInput.FlushAsync(cancelled);
            string answer = await _process.StandardOutput.ReadLineAsync(cancelled) ?? throw new InvalidOperationException("The terminal to compare with has ended: " + await _process.StandardError.ReadToEndAsync(cancelled));
            JsonElement told = JsonDocument.Parse(answer).RootElement;
            return told.TryGetProperty("error", out JsonElement error) ? throw new InvalidOperationException($"xterm.js failed: {error}") : told;
        }
        finally
        {
            _turn.Release();
        }
    }

    private static Process Start()
    {
        string modules = Path.Combine(SourceTree.Root, "src", "Dashboard", "node_modules");
        var start = new ProcessStartInfo("node")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "Terminals", "Screen", "oracle.mjs"), modules },
        };
        return Process.Start(start)!;
    }
}
