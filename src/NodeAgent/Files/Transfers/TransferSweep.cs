using Anchorage.NodeAgent.Files.Roots;
using Anchorage.NodeAgent.Nodes;
using Microsoft.Extensions.Hosting;

namespace Anchorage.NodeAgent.Files.Transfers;

/// <summary>Forgets transfers that nobody needs any more, and removes what they left beside their files.</summary>
internal sealed class TransferSweep(TransferBook book, FileRoots roots, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(Period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await SweepAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The agent stops.
        }
    }

    /// <summary>One round.</summary>
    internal async Task SweepAsync(CancellationToken cancellationToken)
    {
        foreach (TransferSession session in book.Stale())
        {
            if (await TryDiscardAsync(session, cancellationToken))
            {
                book.Forget(session);
            }
        }
    }

    /// <summary>False when the instance does not run now: its files are looked at another time.</summary>
    private async Task<bool> TryDiscardAsync(TransferSession session, CancellationToken cancellationToken)
    {
        if (session.HasEnded || !session.IsUpload)
        {
            return true;
        }

        try
        {
            using FileRoot root = await roots.OpenAsync(session.Header.InstanceId, cancellationToken);
            await root.RunAsync(tree => TransferBook.Discard(tree, session.Header.Files));
            return true;
        }
        catch (LinkRequestException e)
        {
            return e.Code == "instance_not_found";
        }
    }
}
