using Anchorage.Grains.Abstractions.Authorisation;
using Orleans.Concurrency;

namespace Anchorage.Grains.Abstractions.Shares;

/// <summary>A share of one or all instances of a person with another, or with a group (key <c>share:ID</c>).</summary>
[Alias("anchorage.IShareGrain")]
public interface IShareGrain : IGrainWithStringKey
{
    /// <summary>Makes the share (<c>share:cloud_instance</c> on what is shared), or changes it; only its sharer may.</summary>
    /// <exception cref="Errors.AnchorageException"><c>invalid_request</c>, <c>share_with_self</c>, <c>user_not_found</c>, <c>group_not_found</c>, <c>instance_not_found</c>, <c>share_not_found</c>,
    /// <c>share_limit</c>, <c>changed_meanwhile</c>, <c>forbidden</c>.</exception>
    [Alias("Save")]
    Task<ShareInfo> Save(Caller caller, ShareWish wish, bool isNew);

    /// <summary>Takes the share back: its rights end with this call, what is open by them within two seconds.</summary>
    /// <exception cref="Errors.AnchorageException"><c>share_not_found</c>, <c>forbidden</c>.</exception>
    [Alias("Delete")]
    Task Delete(Caller caller);

    /// <summary>Reads it for its two sides; null when it is gone.</summary>
    [AlwaysInterleave, Alias("Read")]
    Task<ShareInfo?> Read();

    /// <summary>Ends it with its instance, or with one of its people.</summary>
    [OneWay, Alias("End")]
    Task End(string reason);
}
