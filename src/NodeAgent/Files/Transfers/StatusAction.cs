using Anchorage.NodeAgent.Files.Roots;
using Anchorage.NodeAgent.Protocol.Files;

namespace Anchorage.NodeAgent.Files.Transfers;

/// <summary>Tells how a transfer stands.</summary>
internal sealed class StatusAction(TransferBook book) : JsonFileAction<TransferPlace, TransferReport>(FileActions.TransferStatus)
{
    /// <inheritdoc/>
    protected override Task<TransferReport> DoAsync(FileRoot root, TransferPlace request, CancellationToken cancellationToken) =>
        Task.FromResult(book.Find(root.InstanceId, request.Owner, request.TransferId).Report());
}
