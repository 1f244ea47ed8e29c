using System.Text;
using Anchorage.NodeAgent.Instances;
using Anchorage.NodeAgent.Nodes;

namespace Anchorage.NodeAgent.Git;

/// <summary>Runs git inside an instance as its user: never asks anybody, runs no hooks, speaks English, ends in time.</summary>
internal sealed class GitProgram(IInstancePrograms programs, GitOptions options, TimeProvider time)
{
    private static readonly byte[][] Settings = [.. new[]
    {
        "--no-pager",
        "-c", "core.hooksPath=/dev/null",
        "-c", "core.fsmonitor=false",
        "-c", "core.askPass=",
        "-c", "protocol.ext.allow=never",
        "-c", "submodule.recurse=false",
        "-c", "fetch.recurseSubmodules=false",
        "-c", "color.ui=false",
        "-c", "diff.noprefix=false",
        "-c", "diff.mnemonicPrefix=false",
        "-c", "i18n.logOutputEncoding=UTF-8",
        "-c", "http.lowSpeedLimit=1",
        "-c", "http.lowSpeedTime=60",
    }.Select(Encoding.UTF8.GetBytes)];

    private static readonly string[] Variables =
    [
        "GIT_TERMINAL_PROMPT=0", "GIT_ASKPASS=", "SSH_ASKPASS=", "SSH_ASKPASS_REQUIRE=never", "GCM_INTERACTIVE=never", "DISPLAY=",
        "GIT_SSH_COMMAND=ssh -o BatchMode=yes -o ConnectTimeout=20", "GIT_SSH_VARIANT=ssh", "GIT_ALLOW_PROTOCOL=file:https:ssh",
        "GIT_EDITOR=true", "GIT_SEQUENCE_EDITOR=true", "GIT_MERGE_AUTOEDIT=no", "GIT_PAGER=cat", "LC_ALL=C", "LANGUAGE=",
    ];

    /// <summary>Arguments of git from here on.</summary>
    /// <param name="first">Arguments of the script that come before.</param>
    /// <param name="arguments">Arguments of git.</param>
    internal static IReadOnlyList<byte[]> WithSettings(IReadOnlyList<byte[]> first, IReadOnlyList<byte[]> arguments) => [.. first, .. Settings, .. arguments];

    /// <summary>Runs git in the top folder of a repository and returns what it printed.</summary>
    /// <exception cref="LinkRequestException">It failed; the code says how.</exception>
    internal async Task<byte[]> OutputAsync(GitRun run, CancellationToken cancellationToken)
    {
        ProgramEnd end = await RunAsync(run with { Arguments = WithSettings([], run.Arguments) }, cancellationToken);
        return end.Output;
    }

    /// <summary>Runs the script as it is.</summary>
    /// <exception cref="LinkRequestException">It failed, or took too long; the code says how.</exception>
    internal async Task<ProgramEnd> RunAsync(GitRun run, CancellationToken cancellationToken)
    {
        int seconds = run.Remote ? options.RemoteSeconds : options.LocalSeconds;
        using CancellationTokenSource deadline = new(TimeSpan.FromSeconds(seconds), time);
        using CancellationTokenSource linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        IReadOnlyList<string> variables = run.Reads ? [.. Variables, "GIT_OPTIONAL_LOCKS=0", .. run.Environment] : [.. Variables, .. run.Environment];
        ProgramStart start = new([.. new[] { "/bin/sh", "-c", run.Script, "sh" }.Select(Encoding.UTF8.GetBytes), run.Folder.ToBytes(), .. run.Arguments], variables, run.MaxOutput)
        {
            Input = run.Input,
            OnError = run.OnError,
        };
        ProgramEnd end;
        try
        {
            end = await programs.RunAsync(run.InstanceId, start, linked.Token);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new LinkRequestException(GitErrors.Timeout, $"Git did not end within {seconds} s and was stopped.");
        }

        return end.Cut || run.Accepts.Contains(end.ExitCode) ? end : throw GitErrors.Of(end, (run.Target ?? run.Folder).ToString());
    }
}
