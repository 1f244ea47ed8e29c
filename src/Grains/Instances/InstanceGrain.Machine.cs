using Anchorage.Grains.Abstractions.Instances;

namespace Anchorage.Grains.Instances;

/// <content>An instance that is a machine: it is there as long as its node is, and runs while its node is online.</content>
public sealed partial class InstanceGrain
{
    private bool IsMachine => State.Plan?.Kind == InstanceKinds.Machine;

    /// <inheritdoc/>
    public async Task MachineSeen(ObjectName owner, InstanceNode node, string system)
    {
        if (State.Plan is { } former && former.OwnerId != owner.Id)
        {
            await Remove();
        }

        if (State.Plan is null)
        {
            string name = await GrainFactory.GetGrain<IUserInstancesGrain>(GrainKeys.UserInstances(owner.Id)).AddMachine(Id, node.Name);
            await state.Save(new InstanceState
            {
                Plan = new InstancePlan(
                    owner.Id, owner.Name, name, new ImageChoice(string.Empty, system, string.Empty), node, string.Empty, [], new LimitsInfo(0, 0, 0), "no", Kind: InstanceKinds.Machine),
                Status = InstanceStatus.Running,
                KeysSynced = true,
                CreatedAt = time.GetUtcNow(),
                Version = 1,
            });
            await Changed();
        }
        else if (Plan.Node != node || Plan.Image.Title != system)
        {
            await state.Save(State with { Plan = Plan with { Node = node, Image = Plan.Image with { Title = system } } });
            await Changed();
        }
    }

    /// <inheritdoc/>
    public Task MachineGone() => IsMachine ? Remove() : Task.CompletedTask;

    private void RequireContainer()
    {
        if (IsMachine)
        {
            throw new AnchorageException(ErrorCodes.NotForMachines, ("instance", Plan.Name));
        }
    }
}
