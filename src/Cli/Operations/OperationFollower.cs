using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;

namespace Anchorage.Cli.Operations;

/// <summary>Follows an operation by long polls until it ends.</summary>
internal static class OperationFollower
{
    public static readonly TimeSpan DefaultLimit = TimeSpan.FromMinutes(10);

    // The server answers early at the end only, so this is how often the bar moves.
    private const int PollSeconds = 1;

    /// <summary>Shows progress on stderr and returns the ended operation.</summary>
    /// <exception cref="CliException">It failed (its own code), was cancelled or interrupted, or is still running after <paramref name="limit"/>.</exception>
    public static async Task<ApiAnswer<OperationInfo>> FollowAsync(Invocation call, ApiClient api, OperationInfo start, TimeSpan limit, CancellationToken cancel)
    {
        ApiAnswer<OperationInfo>? last = null;
        try
        {
            await ProgressView.ShowAsync(call.Output, start, async report =>
            {
                using var deadline = new RequestDeadline(limit, api.Time, cancel);
                try
                {
                    do
                    {
                        last = await api.GetAsync($"/api/operations/{Uri.EscapeDataString(start.Id)}?waitSeconds={PollSeconds}", ApiJson.Default.OperationInfo, deadline.Token, TimeSpan.FromSeconds(PollSeconds));
                        report(last.Value);
                    }
                    while (!last.Value.Ended);
                }
                catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
                {
                    throw new CliException("wait_timeout", $"{start.Kind} is still running after {limit.TotalSeconds:0} s.", $"It goes on without this command: anchorage operations show {start.Id}", ExitCodes.Timeout);
                }
            });
        }
        catch (OperationCanceledException)
        {
            call.Output.Note($"The work goes on without this command: anchorage operations show {start.Id}");
            throw;
        }

        return last!.Value.State == "succeeded" ? last : throw Failed(last.Value);
    }

    private static CliException Failed(OperationInfo operation) => new(
        operation.Error?.Code ?? $"operation_{operation.State}",
        operation.Error?.Message ?? $"{operation.Kind} of {operation.Target?.Name ?? operation.Target?.Id} was {operation.State}.",
        null,
        ExitCodes.Internal);
}
