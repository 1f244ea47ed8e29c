using System.Text;
using Anchorage.NodeAgent.Files;
using Anchorage.NodeAgent.Files.Roots;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol.Commands;
using Microsoft.Win32.SafeHandles;

namespace Anchorage.NodeAgent.Commands;

/// <summary>Reads the end of a log: of the service, of an operation, or one that the node's administrator named.</summary>
internal sealed class LogReader(CommandTargets targets, CommandsOptions options, OperationOutputs outputs, FileRoots roots)
{
    private const int MaxLines = 5000;
    private const int MaxBytes = 4 * 1024 * 1024;
    private const string OperationPrefix = "operation:";

    internal async Task<NamedLog> ReadAsync(string instanceId, ReadNamedLog request, CancellationToken cancellationToken)
    {
        if (request.Lines is < 1 or > MaxLines || request.Name is null)
        {
            throw new LinkRequestException(FileErrors.InvalidRequest, $"Logs are read 1 to {MaxLines} lines at a time.");
        }

        ICommandTarget target = targets.Of(instanceId);
        if (request.Name is "service" or "doh")
        {
            return Of(request.Name, await target.ReadServiceLogAsync(instanceId, request.Lines, cancellationToken), "Nothing was written yet.");
        }

        if (request.Name.StartsWith(OperationPrefix, StringComparison.Ordinal))
        {
            IReadOnlyList<string>? run = outputs.Read(instanceId, request.Name[OperationPrefix.Length..], request.Lines);
            return Of(request.Name, run ?? [], "It has not run since the agent began.");
        }

        if (!options.Logs.TryGetValue(request.Name, out NamedLogSource? source))
        {
            throw new LinkRequestException("log_not_found", $"This node knows no log of that name; it knows {string.Join(", ", options.Logs.Keys.Order(StringComparer.Ordinal).Prepend("service"))}.");
        }

        return source.File is { } file
            ? await ReadFileAsync(instanceId, request, file, cancellationToken)
            : await ReadJournalAsync(target, instanceId, request, source.Journal!, cancellationToken);
    }

    private static NamedLog Of(string name, IReadOnlyList<string> lines, string otherwise) => new(name, lines.Count, string.Join('\n', lines), lines.Count == 0 ? otherwise : null);

    private async Task<NamedLog> ReadFileAsync(string instanceId, ReadNamedLog request, string file, CancellationToken cancellationToken)
    {
        FilePath path = FilePath.Parse(file);
        using FileRoot root = await roots.OpenAsync(instanceId, cancellationToken);
        try
        {
            string text = await root.RunAsync(tree =>
            {
                using SafeFileHandle log = tree.OpenFile(path);
                long size = (long)FileTree.Stat(log, path).Size;
                byte[] end = new byte[Math.Min(size, MaxBytes)];
                int length = 0;
                for (int count; length < end.Length && (count = FileTree.Read(log, end.AsSpan(length), size - end.Length + length, path)) > 0; length += count)
                {
                }

                return Encoding.UTF8.GetString(end, 0, length);
            });
            string[] lines = text.TrimEnd('\n').Split('\n');
            return Of(request.Name, text.Length == 0 ? [] : [.. lines.TakeLast(request.Lines)], $"{path} is empty.");
        }
        catch (LinkRequestException e) when (e.Code == FileErrors.NotFound)
        {
            return Of(request.Name, [], e.Message);
        }
    }

    private static async Task<NamedLog> ReadJournalAsync(ICommandTarget target, string instanceId, ReadNamedLog request, string unit, CancellationToken cancellationToken)
    {
        List<string> lines = [];
        string[] command = ["journalctl", "--no-pager", "--quiet", $"--lines={request.Lines}", $"--unit={unit}"];
        int code = await target.RunAsync(
            instanceId,
            command,
            null,
            line =>
            {
                if (lines.Count < MaxLines)
                {
                    lines.Add(line);
                }
            },
            cancellationToken);
        return code == 0 ? Of(request.Name, lines, $"The journal has nothing of {unit}.") : new NamedLog(request.Name, 0, string.Empty, $"The journal cannot be read: {(lines.Count > 0 ? lines[^1] : $"exit code {code}")}");
    }
}
