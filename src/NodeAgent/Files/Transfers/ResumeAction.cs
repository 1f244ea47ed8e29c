using Anchorage.NodeAgent.Files.Roots;
using Anchorage.NodeAgent.Protocol.Files;

namespace Anchorage.NodeAgent.Files.Transfers;

/// <summary>Tells what is still missing, to somebody who goes on.</summary>
internal sealed class ResumeAction(TransferBook book) : JsonFileAction<TransferPlace, TransferRest>(FileActions.TransferResume)
{
    /// <inheritdoc/>
    protected override async Task<TransferRest> DoAsync(FileRoot root, TransferPlace request, CancellationToken cancellationToken)
    {
        TransferSession session = book.Find(root.InstanceId, request.Owner, request.TransferId);
        await session.Turn.WaitAsync(cancellationToken);
        try
        {
            session.RequireOpen();
            session.Resume();
            return new TransferRest(session.Report(), session.Missing());
        }
        finally
        {
            session.Turn.Release();
        }
    }
}
