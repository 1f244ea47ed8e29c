using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Anchorage.Benchmarks.Running;

/// <summary>A program of the product that runs until it is stopped; its output goes to a file.</summary>
internal sealed partial class Service : IDisposable
{
    private const int SigTerm = 15;
    private const double TicksPerSecond = 100;
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(30);
    private readonly Process _process;
    private readonly StreamWriter _log;

    /// <summary>Starts a program of the build output, given by its project.</summary>
    public Service(string project, string log, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, Action<string>? onLine = null)
    {
        ProcessStartInfo start = new("dotnet", [Programs.Of(project), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(Programs.Of(project))!,
        };
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        _log = new StreamWriter(log, append: true) { AutoFlush = true };
        TextWriter shared = TextWriter.Synchronized(_log);
        Started = Stopwatch.GetTimestamp();
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is { } text)
            {
                shared.WriteLine(text);
                onLine?.Invoke(text);
            }
        };
        _process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is { } text)
            {
                shared.WriteLine(text);
            }
        };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Time stamp just before the process was started.</summary>
    public long Started { get; }

    public int Id => _process.Id;

    public bool HasEnded => _process.HasExited;

    /// <summary>Resident memory in MiB.</summary>
    public double MemoryMb => ResidentMb(Id);

    /// <summary>Processor time used so far.</summary>
    public TimeSpan ProcessorTime => ProcessorTimeOf(Id);

    /// <summary>Processor time that any process used so far.</summary>
    public static TimeSpan ProcessorTimeOf(int processId)
    {
        string stat = File.ReadAllText($"/proc/{processId}/stat");
        string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return TimeSpan.FromSeconds((long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond);
    }

    /// <summary>Resident memory of any process in MiB.</summary>
    public static double ResidentMb(int processId) => StatusMb(processId, "VmRSS:");

    /// <summary>The part of it that is the process's own: without code that is mapped from files.</summary>
    public static double PrivateMb(int processId) => StatusMb(processId, "RssAnon:");

    public static void Terminate(int processId) => _ = Kill(processId, SigTerm);

    /// <summary>Ends it in order; a program that does not obey is killed.</summary>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Terminate(Id);
            if (!_process.WaitForExit(StopDeadline))
            {
                _process.Kill();
            }
        }

        _process.WaitForExit();
        _process.Dispose();
        _log.Dispose();
    }

    private static double StatusMb(int processId, string field) => double.Parse(
        File.ReadLines($"/proc/{processId}/status").First(l => l.StartsWith(field, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int processId, int signal);
}
