using System.Text;
using Anchorage.Cli.CommandLine;

namespace Anchorage.Cli.Tests.Support;

/// <summary>A user with a home folder of their own, who runs the command inside this process.</summary>
internal sealed class CliHome : IDisposable
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(180);
    private readonly TestFolder _folder = new();

    public CliHome() => Variables["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "";

    public Dictionary<string, string> Variables { get; } = [];

    public string Path => _folder.Path;

    public string ConfigFolder => File(".config", "anchorage");

    public string ConfigFile => File(".config", "anchorage", "config.json");

    public RecordedPrograms? Programs { get; private set; }

    /// <summary>Answers to questions, as if typed on a terminal; null means there is no terminal.</summary>
    public string? Typed { get; set; }

    /// <summary>What is typed without echo.</summary>
    public string Secret { get; set; } = "";

    /// <summary>What is piped into standard input.</summary>
    public string Input { get; set; } = "";

    public string File(params string[] parts) => _folder.File(parts);

    public Task<CliRun> RunAsync(params string[] arguments) => RunAsync(arguments, CancellationToken.None);

    public async Task<CliRun> RunAsync(string[] arguments, CancellationToken cancel, TextWriter? output = null)
    {
        var standardOut = output ?? new StringWriter();
        var error = new StringWriter();
        Programs = new RecordedPrograms(Variables);
        var environment = new CliEnvironment
        {
            In = new StringReader(Typed ?? Input),
            Out = TextWriter.Synchronized(standardOut),
            Error = TextWriter.Synchronized(error),
            OpenInput = () => new MemoryStream(Encoding.UTF8.GetBytes(Input)),
            OpenError = () => new MemoryStream(),
            OpenOutput = () => new MemoryStream(),
            ReadSecret = () => Secret,
            InIsTerminal = Typed is not null,
            OutIsTerminal = false,
            ErrorIsTerminal = false,
            Variables = Variables,
            HomeDirectory = Path,
            CurrentDirectory = Path,
            Time = TimeProvider.System,
            Programs = Programs,
            SelfCommand = ["/opt/anchorage/anchorage"],
        };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Limit);
        var code = await CliApplication.RunAsync(arguments, environment, limit.Token);
        return new CliRun(code, standardOut.ToString()!, error.ToString());
    }

    /// <summary>Signs in to a stub server.</summary>
    public async Task<CliHome> LoginAsync(StubServer server, params string[] more)
    {
        Input = StubServer.Password + "\n";
        (await RunAsync(["login", server.Url, "--username", "ann", "--password-stdin", .. more])).ShouldExit(0);
        Input = "";
        return this;
    }

    public void Dispose() => _folder.Dispose();
}
