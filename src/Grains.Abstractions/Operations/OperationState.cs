namespace Anchorage.Grains.Abstractions.Operations;

/// <summary>Where an operation stands. The last four are final and never change.</summary>
public enum OperationState
{
    /// <summary>Recorded, not begun.</summary>
    Pending,

    /// <summary>Being worked on.</summary>
    Running,

    /// <summary>Done.</summary>
    Succeeded,

    /// <summary>Ended with an error; what was made is removed or recorded.</summary>
    Failed,

    /// <summary>Ended because somebody asked.</summary>
    Cancelled,

    /// <summary>A process died and the work could not be taken up again.</summary>
    Interrupted,
}
