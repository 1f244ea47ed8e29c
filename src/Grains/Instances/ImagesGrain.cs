using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Nodes;
using Anchorage.Grains.Audit;
using Anchorage.Grains.Authorisation;
using Microsoft.Extensions.Options;

namespace Anchorage.Grains.Instances;

/// <summary>See <see cref="IImagesGrain"/>.</summary>
[GrainType("images")]
public sealed partial class ImagesGrain(
    [PersistentState("images")] IPersistentState<ImagesState> state,
    IOptions<InstancesOptions> options,
    Authoriser authoriser,
    AuditTrail audit) : Grain, IImagesGrain
{
    private const int MaxImages = 100;

    private ImmutableArray<ImageInfo> Images => state.State.Images.IsEmpty
        ? [new ImageInfo("base", "Base system", "A small system with SSH, git, tmux and curl.", options.Value.DefaultImage, true, false)]
        : state.State.Images;

    /// <inheritdoc/>
    public async Task<ImmutableArray<ImageInfo>> List(Caller caller)
    {
        await authoriser.Require(caller, Permissions.ReadImage, new ResourceRef("image"));
        ImmutableArray<string> present = await GrainFactory.GetGrain<INodeDirectorySystemGrain>(GrainKeys.NodeDirectory).GetImages();
        return [.. Images.Select(i => i with { Available = present.Contains(i.Reference, StringComparer.Ordinal) })];
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<ImageInfo>> Replace(Caller caller, ImmutableArray<ImageInfo> images)
    {
        await authoriser.Require(caller, Permissions.ManageImage, new ResourceRef("image"));
        Check(images);
        await audit.Run(
            caller,
            AuditActions.ImagesReplaced,
            new ResourceRef("image"),
            () => state.Save(new ImagesState { Images = [.. images.Select(i => i with { Available = false })] }),
            ImmutableDictionary<string, string>.Empty.Add("images", string.Join(' ', images.Select(i => i.Reference))));
        return await List(caller);
    }

    /// <inheritdoc/>
    public Task<ImageChoice> Choose(string? imageId)
    {
        ImageInfo? image = imageId is null ? Images.First(i => i.Default) : Images.FirstOrDefault(i => i.Id == imageId);
        return image is null
            ? throw new AnchorageException(ErrorCodes.ImageNotFound, ("image", imageId!))
            : Task.FromResult(new ImageChoice(image.Id, image.Title, image.Reference));
    }

    private static void Check(ImmutableArray<ImageInfo> images)
    {
        if (images.IsDefaultOrEmpty || images.Length > MaxImages)
        {
            throw Fail.Invalid("items", $"must hold 1 to {MaxImages} images");
        }

        if (images.Any(i => i.Id is null || !IdPattern().IsMatch(i.Id)) || images.Select(i => i.Id).Distinct(StringComparer.Ordinal).Count() != images.Length)
        {
            throw Fail.Invalid("items.id", "must be unique and have 1 to 40 characters of a-z 0-9 -");
        }

        if (images.Any(i => i.Reference is null || !ReferencePattern().IsMatch(i.Reference)))
        {
            throw Fail.Invalid("items.reference", "must be a Docker reference such as ubuntu:24.04");
        }

        if (images.Any(i => string.IsNullOrWhiteSpace(i.Title) || i.Title.Length > 100 || i.Description is null || i.Description.Length > 500))
        {
            throw Fail.Invalid("items.title", "must have 1 to 100 characters, the description at most 500");
        }

        if (images.Count(i => i.Default) != 1)
        {
            throw Fail.Invalid("items.default", "must be true for exactly one image");
        }
    }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]{0,39}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex IdPattern();

    [GeneratedRegex(@"^[a-z0-9][a-z0-9._/:-]{0,199}(@sha256:[0-9a-f]{64})?\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex ReferencePattern();
}
