using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Audit;

namespace Anchorage.Grains.Operations;

/// <summary>Names of kinds of operations and of what the audit calls them.</summary>
public static class OperationKinds
{
    /// <summary>Kind of an operation; null is a create.</summary>
    public static string Name(InstanceVerb? verb) => Action(verb);

    /// <summary>What somebody must be permitted who asks for it.</summary>
    public static string Permission(InstanceVerb verb) => verb switch
    {
        InstanceVerb.Start or InstanceVerb.Stop or InstanceVerb.Restart => Permissions.ControlInstance,
        InstanceVerb.Execute => Permissions.CommandInstance,
        _ => Permissions.ManageInstance,
    };

    /// <summary>Action of the audit; null is a create.</summary>
    public static string Action(InstanceVerb? verb) => verb switch
    {
        null => AuditActions.InstanceCreated,
        InstanceVerb.Start => AuditActions.InstanceStarted,
        InstanceVerb.Stop => AuditActions.InstanceStopped,
        InstanceVerb.Restart => AuditActions.InstanceRestarted,
        InstanceVerb.Rebuild => AuditActions.InstanceRebuilt,
        InstanceVerb.Trash => AuditActions.InstanceTrashed,
        InstanceVerb.Restore => AuditActions.InstanceRestored,
        InstanceVerb.Execute => AuditActions.InstanceExecuted,
        _ => AuditActions.InstanceDeleted,
    };
}
