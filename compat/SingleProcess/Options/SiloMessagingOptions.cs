namespace Orleans.Configuration;

/// <summary>How calls are sent and queued.</summary>
public class SiloMessagingOptions : MessagingOptions
{
    /// <summary>How many calls may wait for one grain before further ones are refused; 0, the default, is no limit.</summary>
    public int MaxEnqueuedRequestsHardLimit { get; set; }
}
