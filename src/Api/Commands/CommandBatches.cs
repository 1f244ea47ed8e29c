using Anchorage.Api.Files;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.NodeAgent.Protocol.Files;

namespace Anchorage.Api.Commands;

/// <summary>Commands that touch several files of one instance (inventory D8).</summary>
internal sealed class CommandBatches(FileStreams streams, CommandFiles files)
{
    private const int MaxFiles = 500;
    private static readonly string[] Kinds = ["temp", "backups"];

    /// <summary>Each file for itself.</summary>
    internal async Task<object> EachAsync(Caller caller, string instance, SyncFilesPayload payload, CancellationToken cancellationToken)
    {
        Require("sync_files", payload.Files.Count, payload.Files.Any(f => f is null));
        List<object> results = [];
        int failed = 0;
        foreach (UpdateFilePayload file in payload.Files)
        {
            try
            {
                results.Add(await files.UpdateAsync(caller, instance, file, cancellationToken));
            }
            catch (AnchorageException e)
            {
                failed++;
                results.Add(new { success = false, filePath = file.FilePath, code = e.Code, error = ErrorRegistry.Describe(e.Code, e.Args) });
            }
        }

        return new { totalFiles = results.Count, successful = results.Count - failed, failed, results };
    }

    /// <summary>All of them or none, unless the options say otherwise.</summary>
    internal async Task<object> TogetherAsync(Caller caller, string instance, BatchFilesPayload payload, CancellationToken cancellationToken)
    {
        const string type = "enhanced_sync_files";
        Require(type, payload.Files.Count, payload.Files.Any(f => f is null));
        BatchOptions options = payload.Options ?? new BatchOptions();
        byte[][] contents = [.. payload.Files.Select(f => CommandFiles.Decode(type, f.Content, f.Encoding))];
        InstanceGrant grant = await streams.PermitAsync(caller, instance, FileActions.WriteBatch, new WriteBatch(options.Atomic, options.ContinueOnError));
        BatchReport report = await streams.AnswerAsync<BatchReport>(grant, cancellationToken, async (stream, token) =>
        {
            for (int i = 0; i < contents.Length; i++)
            {
                BatchFilePayload file = payload.Files[i];
                BatchFile header = new("file", file.FilePath, contents[i].Length, options.VerifyIntegrity ? file.Checksum : null, options.CreateBackups && file.Backup);
                await stream.SayAsync(header, token);
                await stream.SendAsync(contents[i], token);
            }

            await stream.EndAsync(token);
        });
        return Answer(report);
    }

    /// <summary>From one place of the instance to another one.</summary>
    internal async Task<object> CopyAsync(Caller caller, string instance, CopyPayload payload, bool folder, CancellationToken cancellationToken)
    {
        CopyOptions options = payload.Options ?? new CopyOptions();
        CopyDifferences request = new(payload.SourcePath, payload.TargetPath, options.Exclude ?? CommandFiles.Excluded, folder, options.CreateBackups);
        return Answer((BatchReport)await files.AskAsync<BatchReport>(caller, instance, FileActions.CopyDifferences, request, cancellationToken));
    }

    /// <summary>Removes what work on files left behind.</summary>
    internal async Task<object> CleanUpAsync(Caller caller, string instance, CleanUpPayload payload, CancellationToken cancellationToken)
    {
        string[] types = payload.Types ?? Kinds;
        if (types.Length == 0 || types.Except(Kinds, StringComparer.Ordinal).Any())
        {
            throw CommandPayloads.Invalid("cleanup", "types are temp and backups");
        }

        CleanUp request = new(types.Contains("temp", StringComparer.Ordinal), types.Contains("backups", StringComparer.Ordinal), payload.Force);
        CleanUpReport report = (CleanUpReport)await files.AskAsync<CleanUpReport>(caller, instance, FileActions.CleanUp, request, cancellationToken);
        return new { success = report.Errors.Count == 0, operationId = payload.OperationId, temp = report.Temporary, backups = report.Backups, errors = report.Errors };
    }

    private static void Require(string type, int count, bool holdsNull)
    {
        if (count is 0 or > MaxFiles || holdsNull)
        {
            throw CommandPayloads.Invalid(type, $"files are 1 to {MaxFiles}, and none of them null");
        }
    }

    private static object Answer(BatchReport report) => new
    {
        success = report.Success,
        transactionId = report.Id,
        rolledBack = report.RolledBack,
        totalFiles = report.Successful + report.Failed,
        successful = report.Successful,
        failed = report.Failed,
        results = report.Results.Select(r => new { success = r.Error is null, filePath = r.Path, size = r.Size, checksum = r.Checksum, unchanged = r.Unchanged, etag = r.Etag, code = r.Error?.Code, error = r.Error?.Message }),
    };
}
