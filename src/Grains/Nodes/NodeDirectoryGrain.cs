using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Identity;
using Anchorage.Grains.Abstractions.Nodes;
using Anchorage.Grains.Audit;
using Anchorage.Grains.Authorisation;
using Anchorage.Grains.Identity;
using Microsoft.Extensions.Options;

namespace Anchorage.Grains.Nodes;

/// <summary>See <see cref="INodeDirectoryGrain"/>. Placement is in <c>NodeDirectoryGrain.Placement.cs</c>.</summary>
[GrainType("nodes")]
public sealed partial class NodeDirectoryGrain(
    [PersistentState("nodes")] IPersistentState<NodeDirectoryState> state,
    IOptions<NodesOptions> options,
    IIdSource ids,
    Authoriser authoriser,
    AuditTrail audit,
    TimeProvider time) : Grain, INodeDirectoryGrain, INodeDirectorySystemGrain
{
    /// <summary>Beginning of an onboarding key: <c>anok_ID_SECRET</c>; the server adds its pin after a dot.</summary>
    public const string KeyPrefix = "anok_";

    private NodeDirectoryState State => state.State;

    /// <inheritdoc/>
    public async Task<ImmutableArray<NodeInfo>> List(Caller caller)
    {
        await authoriser.Require(caller, Permissions.ReadNode, new ResourceRef("node", null, caller.PrincipalId));
        bool all = await authoriser.IsAdministrator(caller);
        NodeInfo?[] nodes = await Task.WhenAll(State.Nodes.Keys.Order(StringComparer.Ordinal).Select(id => GrainFactory.GetGrain<INodeSystemGrain>(GrainKeys.Node(id)).Read()));
        return [.. nodes.OfType<NodeInfo>().Where(n => all || n.Shared || n.Owner.Id == caller.PrincipalId).OrderBy(n => n.CreatedAt)];
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<OnboardingKeyInfo>> ListKeys(Caller caller)
    {
        await authoriser.Require(caller, Permissions.CreateNode, new ResourceRef("node"));
        bool all = await authoriser.IsAdministrator(caller);
        return
        [
            .. State.Keys.Values.Where(k => !k.Local && (all || k.Info.CreatedBy.Id == caller.PrincipalId)).Select(k => k.Info).OrderByDescending(k => k.CreatedAt),
        ];
    }

    /// <inheritdoc/>
    public async Task<CreatedOnboardingKey> CreateKey(Caller caller, string label, DateTimeOffset? expiresAt, int? maxUses)
    {
        await authoriser.Require(caller, Permissions.CreateNode, new ResourceRef("node"));
        label = AccountRules.Label(label);
        AccountRules.Expiry(expiresAt, time.GetUtcNow());
        if (maxUses is < 1 or > 10_000)
        {
            throw Fail.Invalid("maxUses", "must be 1 to 10000, or absent");
        }

        if (State.Keys.Values.Count(k => k.Info.CreatedBy.Id == caller.PrincipalId && k.Info.RevokedAt is null) >= options.Value.OnboardingKeys)
        {
            throw new AnchorageException(ErrorCodes.LimitReached, ("limit", $"{options.Value.OnboardingKeys}"), ("what", "onboarding keys"));
        }

        ObjectName owner = new(caller.PrincipalId, caller.Name);
        return await audit.Run(
            caller,
            AuditActions.OnboardingKeyCreated,
            new ResourceRef("onboarding-key", null, caller.PrincipalId, label),
            () => AddKey(label, owner, expiresAt, maxUses, local: false),
            created: made => made.OnboardingKey.Id);
    }

    /// <inheritdoc/>
    public async Task RevokeKey(Caller caller, string keyId)
    {
        StoredOnboardingKey? key = State.Keys.GetValueOrDefault(keyId);
        ResourceRef resource = new("node", keyId, key?.Info.CreatedBy.Id, key?.Info.Label);
        await authoriser.Require(caller, Permissions.ManageNode, resource);
        if (key is null)
        {
            throw new AnchorageException(ErrorCodes.NotFound);
        }

        if (key.Info.RevokedAt is null)
        {
            await audit.Run(caller, AuditActions.OnboardingKeyRevoked, resource with { Kind = "onboarding-key" }, () => state.Save(State with
            {
                Keys = State.Keys.SetItem(keyId, key with { Info = key.Info with { RevokedAt = time.GetUtcNow() } }),
            }));
        }
    }

    /// <inheritdoc/>
    public async Task<string> CreateLocalKey()
    {
        await state.Save(State with { Keys = State.Keys.RemoveRange(State.Keys.Where(k => k.Value.Local).Select(k => k.Key)) });
        return (await AddKey("this machine", new ObjectName(Caller.SystemId, Caller.SystemId), null, null, local: true)).Key;
    }

    /// <inheritdoc/>
    public async Task<NodeAdmission> Admit(string key, string machineId, string name)
    {
        DateTimeOffset now = time.GetUtcNow();
        string[] parts = key.StartsWith(KeyPrefix, StringComparison.Ordinal) ? key[KeyPrefix.Length..].Split('.')[0].Split('_', 2) : [];
        if (parts.Length != 2
            || !State.Keys.TryGetValue(parts[0], out StoredOnboardingKey? stored)
            || !CredentialToken.Matches(parts[1], stored.SecretHash)
            || stored.Info.RevokedAt is not null
            || stored.Info.ExpiresAt <= now
            || !await OwnerIsActive(stored.Info.CreatedBy.Id))
        {
            throw new AnchorageException(ErrorCodes.InvalidOnboardingKey);
        }

        // The same machine enrolling again does not use the key up: the pasted line is safe to repeat.
        ObjectName owner = stored.Info.CreatedBy;
        if (Known(owner, machineId, name) is { } known)
        {
            return known;
        }

        if (stored.Info.Uses >= stored.Info.MaxUses)
        {
            throw new AnchorageException(ErrorCodes.OnboardingKeyUsedUp, ("limit", $"{stored.Info.MaxUses}"));
        }

        // Together: a use is never counted without its node, and a fleet that enrols waits for one commit per machine.
        return await Add(owner, machineId, name, State.Keys.SetItem(parts[0], stored with { Info = stored.Info with { Uses = stored.Info.Uses + 1 } }));
    }

    /// <inheritdoc/>
    public async Task<NodeAdmission> AdmitAnchored(ObjectName owner, string machineId, string name) =>
        Known(owner, machineId, name) ?? await Add(owner, machineId, name, State.Keys);

    private NodeAdmission? Known(ObjectName owner, string machineId, string name) =>
        State.Nodes.FirstOrDefault(n => n.Value.MachineId == machineId && n.Value.OwnerId == owner.Id) is { Key: { } known, Value: { } entry }
            ? new NodeAdmission(known, entry.Name.Length > 0 ? entry.Name : name, owner)
            : null;

    private async Task<NodeAdmission> Add(ObjectName owner, string machineId, string name, ImmutableDictionary<string, StoredOnboardingKey> keys)
    {
        string id = ids.NewId();
        string free = NodeRules.Free(name, State.Nodes.Values.Select(n => n.Name).ToHashSet(StringComparer.OrdinalIgnoreCase).Contains);
        await state.Save(State with { Keys = keys, Nodes = State.Nodes.Add(id, new DirectoryEntry(owner.Id, machineId, free)) });
        return new NodeAdmission(id, free, owner);
    }

    /// <inheritdoc/>
    public async Task Rename(string nodeId, string name)
    {
        if (State.Nodes.TryGetValue(nodeId, out DirectoryEntry? entry) && entry.Name != name)
        {
            if (State.Nodes.Any(n => n.Key != nodeId && IsSame(n.Value.Name, name)))
            {
                throw new AnchorageException(ErrorCodes.NodeNameTaken, ("name", name));
            }

            await state.Save(State with { Nodes = State.Nodes.SetItem(nodeId, entry with { Name = name }) });
        }
    }

    private static bool IsSame(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public async Task Remove(string nodeId)
    {
        _summaries.Remove(nodeId);
        await state.Save(State with { Nodes = State.Nodes.Remove(nodeId) });
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<string>> GetIds() => Task.FromResult<ImmutableArray<string>>([.. State.Nodes.Keys]);

    // Those two have no account that could end; whoever made a key at admin.sock may still revoke it there.
    private async Task<bool> OwnerIsActive(string ownerId) =>
        ownerId is Caller.SystemId or Caller.LocalAdminId
        || await GrainFactory.GetGrain<IUserSystemGrain>(GrainKeys.User(ownerId)).Read() is { Status: UserStatus.Active };

    private async Task<CreatedOnboardingKey> AddKey(string label, ObjectName owner, DateTimeOffset? expiresAt, int? maxUses, bool local)
    {
        string id = ids.NewId();
        string secret = ids.NewSecret();
        string text = $"{KeyPrefix}{id}_{secret}";
        OnboardingKeyInfo info = new(id, label, text[..10], time.GetUtcNow(), expiresAt, maxUses, 0, null, owner);
        await state.Save(State with { Keys = State.Keys.Add(id, new StoredOnboardingKey(info, CredentialToken.Hash(secret), local)) });
        return new CreatedOnboardingKey(text, info);
    }
}
