namespace Anchorage.SingleProcess.Storage;

internal interface IStateLoader
{
    Task LoadAsync(CancellationToken cancellationToken);
}
