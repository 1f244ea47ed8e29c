using System.Buffers.Binary;
using System.Text;
using Anchorage.Grains.Abstractions;
using Anchorage.Grains.Abstractions.Authorisation;
using Anchorage.Grains.Abstractions.Errors;
using Anchorage.Grains.Abstractions.Identity;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Nodes;
using Anchorage.Grains.Abstractions.Operations;

namespace Anchorage.Grains.Tests.Simulation;

/// <summary>A random history: people who work, machines and a server that fail. Remembers what was acknowledged.</summary>
internal sealed class SimulatedHistory(SimulatedHouse house)
{
    private readonly SortedDictionary<string, Caller> _created = new(StringComparer.Ordinal);
    private readonly HashSet<string> _mayBeGone = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, (string Operation, Caller Caller)> _deletes = new(StringComparer.Ordinal);
    private readonly List<(string Id, Caller Caller, CreateInstanceRequest Request)> _creates = [];
    private readonly Dictionary<string, DateTimeOffset> _disabled = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _expired = new(StringComparer.Ordinal);
    private int _operations;

    /// <summary>Ports of every machine.</summary>
    public static PortRange Ports { get; } = new(20_000, 20_014);

    /// <summary>One person's steps.</summary>
    public async Task Live(int steps)
    {
        for (int i = 0; i < steps; i++)
        {
            await house.Delay(house.Random.Next(1, 6_000));
            int which = house.Random.Next(house.Users.Count);
            await Step(which, house.Users[which]);
        }
    }

    /// <summary>What was acknowledged and is not so.</summary>
    public IEnumerable<string> Lost()
    {
        HashSet<string> there = [.. house.Disk.States<Grains.Instances.InstanceState>("inst").Where(i => i.State.Plan is not null).Select(i => i.Id)];
        Dictionary<string, OperationInfo?> operations = house.Disk.States<Grains.Operations.OperationRecord>("op").ToDictionary(o => o.Id, o => o.State.Info);
        foreach (string id in _created.Keys.Where(id => !_mayBeGone.Contains(id) && !there.Contains(id)))
        {
            yield return $"the create of {id} was acknowledged, it is not there, and nobody deleted it";
        }

        foreach ((string id, (string operation, _)) in _deletes)
        {
            if (operations.GetValueOrDefault(operation) is not { } info)
            {
                yield return $"the delete {operation} of {id} was acknowledged and its operation is lost";
            }
            else if (info.State == OperationState.Succeeded && there.Contains(id))
            {
                yield return $"the delete {operation} of {id} succeeded, and it is still there";
            }
        }
    }

    private async Task Step(int which, Caller user)
    {
        switch (house.Random.Next(28))
        {
            case < 6:
                await Create(user);
                break;
            case < 12:
                await Change(user);
                break;
            case 12:
                await Cancel(user);
                break;
            case 13 or 14:
                await Keys(user);
                break;
            case 15:
                await Disable(which, user);
                break;
            case 16 or 17:
                ByHand();
                break;
            case 18:
                await Agent();
                break;
            case 19:
                house.Agents[house.Random.Next(house.Agents.Count)].OtherPrograms.Add(20_000 + house.Random.Next(12));
                break;
            case 20 or 21:
                _ = house.Start(() => Create(user));
                await house.CrashSoon(house.Random.Next(400));
                break;
            case 22:
                _ = house.Start(() => Change(user));
                await house.CrashSoon(house.Random.Next(400));
                break;
            case 23:
                await Revoke();
                break;
            case 24 or 25:
                await Expire(which, user);
                break;
            default:
                await Settings(user);
                break;
        }
    }

    private async Task Create(Caller user)
    {
        // Now and then a request is sent again with its idempotency key, as after a lost answer.
        (string id, Caller caller, CreateInstanceRequest request) = _creates.Count > 0 && house.Random.Next(4) == 0
            ? _creates[house.Random.Next(_creates.Count)]
            : ($"o{++_operations}", user, new CreateInstanceRequest(
                house.Random.Next(2) == 0 ? null : $"name{house.Random.Next(4)}", null, null, house.Random.Next(3) == 0 ? NewKey() : null, null, null));
        _creates.Add((id, caller, request));
        (bool acknowledged, string? code, InstanceOperation? made) = await house.Ask(
            $"{caller.Name} creates {request.Name} by {id}", () => house.Client.GetGrain<IOperationGrain>(GrainKeys.Operation(id)).CreateInstance(caller, request));
        MustNotBe(caller, acknowledged, code);
        if (acknowledged)
        {
            _created[made!.Instance.Id] = caller;
            house.Step($"  {id} is the create of {made.Instance.Id} {made.Instance.Name}");
        }
    }

    private async Task Change(Caller user)
    {
        if (Pick(user) is not { } instance)
        {
            return;
        }

        InstanceVerb verb = (InstanceVerb)house.Random.Next(7);
        if (verb is InstanceVerb.Delete or InstanceVerb.Trash)
        {
            _mayBeGone.Add(instance);
        }

        string id = $"o{++_operations}";
        (bool acknowledged, string? code, InstanceOperation? begun) = await house.Ask(
            $"{user.Name} {verb} {instance} by {id}",
            () => house.Client.GetGrain<IOperationGrain>(GrainKeys.Operation(id)).ChangeInstance(user, instance, verb, null));
        MustNotBe(user, acknowledged, code);
        if (acknowledged && verb == InstanceVerb.Delete && begun!.Operation is { } operation)
        {
            _deletes[instance] = (operation.Id, user);
        }
    }

    private async Task Cancel(Caller user)
    {
        OperationInfo[] open =
        [
            .. house.Disk.States<Grains.Operations.OperationRecord>("op")
                .Where(o => o.State.Info is { IsFinal: false } && o.State.OwnerId == user.PrincipalId).Select(o => o.State.Info!),
        ];
        if (open.Length > 0)
        {
            OperationInfo operation = open[house.Random.Next(open.Length)];
            _mayBeGone.Add(operation.Target.Id);
            await house.Try($"{user.Name} cancels {operation.Id}", () => house.Client.GetGrain<IOperationGrain>(GrainKeys.Operation(operation.Id)).Cancel(user));
        }
    }

    private async Task Keys(Caller user)
    {
        IUserGrain account = house.Client.GetGrain<IUserGrain>(GrainKeys.User(user.PrincipalId));
        Grains.Identity.UserState state = house.Disk.States<Grains.Identity.UserState>("user").Single(u => u.Id == user.PrincipalId).State;
        Task Act() => state.SshKeys.Length > 2 ? account.RemoveSshKey(user, state.SshKeys[0].Id) : account.AddSshKey(user, "key", NewKey());
        if (house.Random.Next(3) == 0)
        {
            _ = house.Start(() => house.Try($"{user.Name} changes keys", Act));
            await house.CrashSoon(house.Random.Next(100));
            return;
        }

        await house.Try($"{user.Name} changes keys", Act);
    }

    private async Task Disable(int which, Caller user)
    {
        if (_expired.ContainsKey(user.PrincipalId))
        {
            return;
        }

        UserStatus status = _disabled.ContainsKey(user.PrincipalId) ? UserStatus.Active : UserStatus.Disabled;
        UserChange change = new(null, null, status, false, null, null);
        if (status == UserStatus.Active)
        {
            _disabled.Remove(user.PrincipalId);
            await house.Try($"{user.Name} is enabled", () => Accounts.Update(SimulatedHouse.Admin, user.PrincipalId, change, null));
        }
        else if (await house.Try($"{user.Name} is disabled", () => Accounts.Update(SimulatedHouse.Admin, user.PrincipalId, change, null)))
        {
            _disabled[user.PrincipalId] = house.Now;
        }
    }

    /// <summary>Gives an account an end soon, or brings one that has ended back; then its user signs in again.</summary>
    private async Task Expire(int which, Caller user)
    {
        if (_disabled.ContainsKey(user.PrincipalId))
        {
            return;
        }

        if (_expired.TryGetValue(user.PrincipalId, out DateTimeOffset former))
        {
            if (former < house.Now)
            {
                UserChange back = new(null, null, UserStatus.Active, true, null, null);
                await house.Insist($"{user.Name} is brought back", () => Accounts.Update(SimulatedHouse.Admin, user.PrincipalId, back, null));
                _expired.Remove(user.PrincipalId);
                house.Users[which] = await house.SignIn(user.PrincipalId, user.Name);
            }

            return;
        }

        DateTimeOffset end = house.Now.AddMilliseconds(house.Random.Next(3_000, 30_000));
        UserChange change = new(null, null, null, true, end, null);
        if (await house.Try($"{user.Name} expires at {end:HH:mm:ss.fff}", () => Accounts.Update(SimulatedHouse.Admin, user.PrincipalId, change, null)))
        {
            _expired[user.PrincipalId] = end;
        }
    }

    /// <summary>A machine is given up for good, or enrolled again under another node. One machine always stays.</summary>
    private async Task Revoke()
    {
        SimulatedAgent agent = house.Agents[house.Random.Next(house.Agents.Count)];
        if (agent.Gone || house.Agents.Count(a => !a.Gone) < 2)
        {
            return;
        }

        bool returns = house.Random.Next(2) == 0;
        agent.Leave();
        await house.Insist($"{agent.Name} is revoked", async () =>
        {
            try
            {
                await house.Client.GetGrain<INodeGrain>(GrainKeys.Node(agent.NodeId)).Revoke(SimulatedHouse.Admin, force: true);
            }
            catch (AnchorageException exception) when (exception.Code == ErrorCodes.NodeNotFound)
            {
                // A former try did it.
            }

            return true;
        });
        if (returns)
        {
            await house.Delay(house.Random.Next(1, 20_000));
            await house.Enrol(agent, Ports);
            agent.Return();
        }
    }

    private async Task Settings(Caller user)
    {
        if (Pick(user) is { } instance)
        {
            InstanceChange change = new($"other{house.Random.Next(3)}", new LimitsChange(512 + house.Random.Next(512), null, null), null);
            await house.Try($"{user.Name} changes {instance}", () => house.Client.GetGrain<IInstanceGrain>(GrainKeys.Instance(instance)).Update(user, change, null));
        }
    }

    private void ByHand()
    {
        SimulatedAgent agent = house.Agents[house.Random.Next(house.Agents.Count)];
        if (agent.Containers.Count > 0)
        {
            string id = agent.Containers.Keys.ElementAt(house.Random.Next(agent.Containers.Count));
            int what = house.Random.Next(3);
            agent.ByHand(id, c => (c.Running, c.Exists) = what switch { 0 => (false, c.Exists), 1 => (c.Exists, c.Exists), _ => (false, false) });
        }
    }

    private async Task Agent()
    {
        SimulatedAgent agent = house.Agents[house.Random.Next(house.Agents.Count)];
        if (agent.Alive)
        {
            agent.Kill();
            await house.Delay(house.Random.Next(100, 90_000));
            agent.Restart();
        }
    }

    /// <summary>Two seconds after an account was disabled or expired nothing of it is permitted; a call that began before may take until its time-out.</summary>
    private void MustNotBe(Caller user, bool acknowledged, string? code)
    {
        if (acknowledged && (_disabled.TryGetValue(user.PrincipalId, out DateTimeOffset at) || _expired.TryGetValue(user.PrincipalId, out at)) && house.Now - at > TimeSpan.FromSeconds(40))
        {
            throw new InvalidOperationException($"{user.Name} was ended at {at:HH:mm:ss} and something was permitted at {house.Now:HH:mm:ss} ({code}).");
        }
    }

    // Asked for anew with every call: a reference from before a crash is one of the dead server.
    private IAccountsGrain Accounts => house.Client.GetGrain<IAccountsGrain>(GrainKeys.Accounts);

    private string? Pick(Caller user)
    {
        string[] own = [.. _created.Where(c => c.Value.PrincipalId == user.PrincipalId).Select(c => c.Key)];
        return own.Length == 0 ? null : own[house.Random.Next(own.Length)];
    }

    private string NewKey()
    {
        byte[] blob = new byte[4 + 11 + 4 + 32];
        BinaryPrimitives.WriteInt32BigEndian(blob, 11);
        Encoding.ASCII.GetBytes("ssh-ed25519").CopyTo(blob, 4);
        BinaryPrimitives.WriteInt32BigEndian(blob.AsSpan(15), 32);
        house.Random.NextBytes(blob.AsSpan(19));
        return $"ssh-ed25519 {Convert.ToBase64String(blob)} me@here";
    }
}
