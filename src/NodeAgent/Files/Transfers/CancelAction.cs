using Anchorage.NodeAgent.Files.Roots;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol.Files;

namespace Anchorage.NodeAgent.Files.Transfers;

/// <summary>Ends a transfer and removes what it wrote beside its files.</summary>
internal sealed class CancelAction(TransferBook book) : JsonFileAction<TransferPlace, TransferReport>(FileActions.TransferCancel)
{
    /// <inheritdoc/>
    protected override async Task<TransferReport> DoAsync(FileRoot root, TransferPlace request, CancellationToken cancellationToken)
    {
        TransferSession session = book.Find(root.InstanceId, request.Owner, request.TransferId);
        await session.Turn.WaitAsync(cancellationToken);
        try
        {
            if (session.Status is "completed" or "failed")
            {
                throw new LinkRequestException(TransferErrors.Ended, $"The transfer is {session.Status} and cannot be cancelled.");
            }

            if (session.Status != "cancelled")
            {
                await root.RunAsync(tree => TransferBook.Discard(tree, session.Header.Files));
                session.End("cancelled");
            }

            return session.Report();
        }
        finally
        {
            session.Turn.Release();
        }
    }
}
