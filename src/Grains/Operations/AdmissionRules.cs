namespace Anchorage.Grains.Operations;

/// <summary>What a failed admission means.</summary>
internal static class AdmissionRules
{
    /// <summary>True when the answer is a decision. Anything else (storage, time-outs) leaves open what was done.</summary>
    public static bool IsRefusal(Exception exception) => exception is AnchorageException
    {
        Code: not (ErrorCodes.StorageBusy or ErrorCodes.StorageUnavailable or ErrorCodes.Timeout or ErrorCodes.InternalError),
    };

    /// <summary>True when the refusal may be another one in a moment: nodes connect again.</summary>
    public static bool MayPass(Exception exception) => exception is AnchorageException
    {
        Code: ErrorCodes.NoNodeAvailable or ErrorCodes.NodeOffline or ErrorCodes.DockerUnavailable,
    };
}
