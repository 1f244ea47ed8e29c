using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Authorisation;
using Orleans.Concurrency;

namespace Anchorage.Grains.Abstractions.Instances;

/// <summary>The administrator's list of images (key <c>images:all</c>).</summary>
[Alias("anchorage.IImagesGrain")]
public interface IImagesGrain : IGrainWithStringKey
{
    /// <summary>The list (<c>read:image</c>).</summary>
    [AlwaysInterleave, Alias("List")]
    Task<ImmutableArray<ImageInfo>> List(Caller caller);

    /// <summary>Replaces the list (<c>manage:image</c>).</summary>
    /// <exception cref="Errors.AnchorageException"><c>invalid_request</c>.</exception>
    [Alias("Replace")]
    Task<ImmutableArray<ImageInfo>> Replace(Caller caller, ImmutableArray<ImageInfo> images);

    /// <summary>An image by id, or the default one.</summary>
    /// <exception cref="Errors.AnchorageException"><c>image_not_found</c>.</exception>
    [AlwaysInterleave, Alias("Choose")]
    Task<ImageChoice> Choose(string? imageId);
}
