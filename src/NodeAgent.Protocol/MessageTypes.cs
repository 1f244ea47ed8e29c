namespace Anchorage.NodeAgent.Protocol;

/// <summary>Names of the messages on the control link: <c>feature.verb</c>, in lower case. The payload record is named beside each.</summary>
public static class MessageTypes
{
    /// <summary>Api to agent: <see cref="Instances.CreateInstance"/>; answered with <see cref="Operations.WorkAccepted"/>.</summary>
    public const string InstanceCreate = "instance.create";

    /// <summary>Api to agent: <see cref="Instances.RebuildInstance"/>; answered with <see cref="Operations.WorkAccepted"/>.</summary>
    public const string InstanceRebuild = "instance.rebuild";

    /// <summary>Api to agent: <see cref="Instances.ChangeInstance"/> with verb start, stop, restart or delete; answered with <see cref="Operations.WorkAccepted"/>.</summary>
    public const string InstanceChange = "instance.change";

    /// <summary>Api to agent: <see cref="Instances.SetInstanceKeys"/>; answered with <see cref="Instances.InstanceKeysSet"/>.</summary>
    public const string InstanceKeys = "instance.keys";

    /// <summary>Api to agent: <see cref="Instances.SetInstanceLimits"/>; answered with <see cref="Instances.InstanceLimitsSet"/>.</summary>
    public const string InstanceLimits = "instance.limits";

    /// <summary>Api to agent: <see cref="Commands.AskInstance"/>; answered with <see cref="Commands.InstanceVitals"/>.</summary>
    public const string InstanceStatus = "instance.status";

    /// <summary>Api to agent: <see cref="Commands.ExecuteOperation"/>; answered with <see cref="Operations.WorkAccepted"/>.</summary>
    public const string InstanceExecute = "instance.execute";

    /// <summary>Api to agent: no payload; answered with <see cref="Instances.NodeReport"/>.</summary>
    public const string NodeReport = "node.report";

    /// <summary>Api to agent: <see cref="Operations.CancelWork"/>; answered empty.</summary>
    public const string OperationCancel = "operation.cancel";

    /// <summary>Api to agent: <see cref="Streams.DialStream"/>; answered empty as soon as the agent has begun to dial.</summary>
    public const string StreamDial = "stream.dial";

    /// <summary>Api to agent: <see cref="Terminals.OpenTerminal"/>; answered with <see cref="Terminals.TerminalReport"/>.</summary>
    public const string TerminalOpen = "terminal.open";

    /// <summary>Api to agent: <see cref="Terminals.CloseTerminal"/>; answered empty.</summary>
    public const string TerminalClose = "terminal.close";

    /// <summary>Api to agent: <see cref="Terminals.RecordTerminal"/>; answered with <see cref="Terminals.TerminalReport"/>.</summary>
    public const string TerminalRecord = "terminal.record";

    /// <summary>Api to agent: <see cref="Terminals.DeleteRecording"/>; answered empty.</summary>
    public const string RecordingDelete = "recording.delete";

    /// <summary>Api to agent: <see cref="Terminals.ChangeTerminal"/>; answered with <see cref="Terminals.TerminalReport"/>.</summary>
    public const string TerminalChange = "terminal.change";

    /// <summary>Api to agent: <see cref="Terminals.ChangeViewers"/>; answered with <see cref="Terminals.TerminalReport"/>.</summary>
    public const string TerminalViewers = "terminal.viewers";

    /// <summary>Api to agent: no payload; the agent makes a new key, sends <see cref="KeyReplace"/> and answers empty when the server took it.</summary>
    public const string KeyRotate = "node.rotate";

    /// <summary>Agent to Api, a request: <see cref="Nodes.ReplaceKey"/>; answered empty as soon as the node bears the new key.</summary>
    public const string KeyReplace = "node.key";

    /// <summary>Agent to Api, one way: <see cref="Nodes.Heartbeat"/>.</summary>
    public const string Heartbeat = "node.heartbeat";

    /// <summary>Agent to Api, a request: <see cref="Instances.NodeReport"/>, sent after every connect; answered empty.</summary>
    public const string ReportState = "node.state";

    /// <summary>Agent to Api, one way: <see cref="Instances.InstanceObservation"/>, when Docker's events say that something changed.</summary>
    public const string InstanceChanged = "instance.changed";

    /// <summary>Agent to Api, one way: <see cref="Operations.WorkProgress"/>.</summary>
    public const string OperationProgress = "operation.progress";

    /// <summary>Agent to Api, a request: <see cref="Operations.WorkCompleted"/>. The agent repeats it after a reconnect until it is answered.</summary>
    public const string OperationCompleted = "operation.completed";

    /// <summary>Agent to Api, one way: <see cref="Terminals.TerminalReport"/>, when title, size or viewers of a terminal change or it ends.</summary>
    public const string TerminalChanged = "terminal.changed";

    /// <summary>Agent to Api, one way: <see cref="Terminals.RecordingReport"/>, when a recording began or ended.</summary>
    public const string RecordingChanged = "recording.changed";
}
