using System.Collections.Immutable;
using System.Security.Cryptography;
using Anchorage.Grains.Abstractions.Identity;
using Anchorage.Grains.Abstractions.Nodes;
using Anchorage.Grains.Audit;
using Anchorage.Grains.Authorisation;
using Microsoft.Extensions.Options;

namespace Anchorage.Grains.Nodes;

/// <summary>See <see cref="IAnchoringGrain"/>.</summary>
[GrainType("anchoring")]
public sealed class AnchoringGrain(
    [PersistentState("anchoring")] IPersistentState<AnchoringState> state,
    IOptions<NodesOptions> options,
    IIdSource ids,
    Authoriser authoriser,
    AuditTrail audit,
    ISecretProtector secrets,
    TimeProvider time) : Grain, IAnchoringGrain
{
    private const string KeyPurpose = "anchor.signing";
    private const int LongestFingerprint = 128;

    // Inventory D2: expires in 3600 s.
    private static readonly TimeSpan Life = TimeSpan.FromHours(1);

    private ImmutableDictionary<string, IssuedAnchorToken> Tokens => state.State.Tokens;

    /// <inheritdoc/>
    public async Task<AnchorToken> Issue(Caller caller, AnchorWish wish)
    {
        if (wish.Fingerprint is not { Length: >= 1 and <= LongestFingerprint } || wish.Fingerprint.Any(char.IsControl))
        {
            throw Fail.Invalid("instance_info.fingerprint", $"must have 1 to {LongestFingerprint} characters");
        }

        await authoriser.Require(caller, wish.TargetAccount is null ? Permissions.CreateNode : Permissions.ManageAnchoring, new ResourceRef("node"));
        ObjectName owner = wish.TargetAccount is { } target ? await Find(target) : new ObjectName(caller.PrincipalId, caller.Name);
        return await audit.Run(
            caller,
            AuditActions.AnchorTokenIssued,
            new ResourceRef("node", null, owner.Id, wish.Fingerprint),
            () => Make(owner, wish),
            ImmutableDictionary<string, string>.Empty.Add("owner", owner.Name));
    }

    /// <inheritdoc/>
    public async Task<ObjectName> Redeem(string token, string machineId, string publicKey)
    {
        if (state.State.SigningKey.Length == 0
            || AnchorTokens.Read(SigningKey(), token) is not { } id
            || !Tokens.TryGetValue(id, out IssuedAnchorToken? issued)
            || issued.ExpiresAt <= time.GetUtcNow()
            || issued.Fingerprint != machineId
            || (issued.UsedWith is { } used && used != publicKey)
            || await User(issued.Owner.Id).Read() is not { Status: UserStatus.Active })
        {
            throw new AnchorageException(ErrorCodes.AnchorTokenInvalid);
        }

        if (issued.UsedWith is null)
        {
            await state.Save(state.State with { Tokens = Tokens.SetItem(id, issued with { UsedWith = publicKey }) });
        }

        return issued.Owner;
    }

    private async Task<AnchorToken> Make(ObjectName owner, AnchorWish wish)
    {
        DateTimeOffset now = time.GetUtcNow();
        ImmutableDictionary<string, IssuedAnchorToken> live = Tokens.RemoveRange(Tokens.Where(t => t.Value.ExpiresAt <= now).Select(t => t.Key));
        if (live.Values.Count(t => t.Owner.Id == owner.Id && t.UsedWith is null) >= options.Value.AnchorTokens)
        {
            throw new AnchorageException(ErrorCodes.LimitReached, ("limit", $"{options.Value.AnchorTokens}"), ("what", "anchor tokens that nobody has used"));
        }

        string signing = state.State.SigningKey.Length > 0
            ? state.State.SigningKey
            : secrets.Protect(KeyPurpose, Convert.ToBase64String(RandomNumberGenerator.GetBytes(AnchorTokens.KeySize)));
        string id = ids.NewId();
        await state.Save(new AnchoringState { SigningKey = signing, Tokens = live.Add(id, new IssuedAnchorToken(owner, wish.Fingerprint, now + Life, null)) });
        return new AnchorToken(AnchorTokens.Write(SigningKey(), id, owner.Id, wish.ServerPin, now, now + Life), (int)Life.TotalSeconds, owner);
    }

    private byte[] SigningKey() => Convert.FromBase64String(secrets.Unprotect(KeyPurpose, state.State.SigningKey));

    private async Task<ObjectName> Find(string account)
    {
        string name = account.Trim().ToLowerInvariant();
        string? id = name.Length is 0 or > 254
            ? null
            : await GrainFactory.GetGrain<INameGrain>(GrainKeys.Name(name.Contains('@', StringComparison.Ordinal) ? "email" : "user", name)).GetOwner();
        return id is not null && await User(id).Read() is { Status: UserStatus.Active } user
            ? new ObjectName(user.Id, user.Username)
            : throw new AnchorageException(ErrorCodes.UserNotFound, ("user", account.Length > 100 ? account[..100] : account));
    }

    private IUserSystemGrain User(string id) => GrainFactory.GetGrain<IUserSystemGrain>(GrainKeys.User(id));
}
