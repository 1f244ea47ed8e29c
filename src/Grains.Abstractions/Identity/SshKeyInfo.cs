namespace Anchorage.Grains.Abstractions.Identity;

/// <summary>A public SSH key of a user.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Label">Given by the user; never a file name.</param>
/// <param name="Type">For example <c>ssh-ed25519</c>.</param>
/// <param name="PublicKey">Type and base64, without comment.</param>
/// <param name="Fingerprint"><c>SHA256:...</c> as ssh-keygen prints it.</param>
/// <param name="CreatedAt">When it was added.</param>
[GenerateSerializer, Immutable, Alias("anchorage.SshKeyInfo")]
public sealed record SshKeyInfo(
    [property: Id(0)] string Id,
    [property: Id(1)] string Label,
    [property: Id(2)] string Type,
    [property: Id(3)] string PublicKey,
    [property: Id(4)] string Fingerprint,
    [property: Id(5)] DateTimeOffset CreatedAt);
