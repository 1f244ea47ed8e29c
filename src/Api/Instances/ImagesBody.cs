using Anchorage.Grains.Abstractions.Instances;

namespace Anchorage.Api.Instances;

internal sealed record ImagesBody(ImageInfo[]? Items);
