namespace Anchorage.SingleProcess.Runtime;

internal enum ActivationState
{
    Created,
    Activating,
    Valid,
    Deactivating,
    Ended,
}
