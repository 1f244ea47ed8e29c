namespace Orleans;

/// <summary>Why an activation ends, as a code. The numbers are those of Microsoft Orleans.</summary>
[GenerateSerializer]
public enum DeactivationReasonCode : byte
{
    /// <summary>No reason given.</summary>
    None,

    /// <summary>The process shuts down.</summary>
    ShuttingDown,

    /// <summary>OnActivateAsync failed.</summary>
    ActivationFailed,

    /// <summary>Not used in one process.</summary>
    DirectoryFailure,

    /// <summary>Idle collection.</summary>
    ActivationIdle,

    /// <summary>Not used in one process.</summary>
    ActivationUnresponsive,

    /// <summary>Not used in one process.</summary>
    DuplicateActivation,

    /// <summary>Not used in one process.</summary>
    IncompatibleRequest,

    /// <summary>The grain's own state is stale: an ETag conflict.</summary>
    ApplicationError,

    /// <summary>The grain asked for it.</summary>
    ApplicationRequested,

    /// <summary>Not used in one process.</summary>
    Migrating,

    /// <summary>Not used in one process.</summary>
    RuntimeRequested,

    /// <summary>Not used in one process.</summary>
    HighMemoryPressure,
}
