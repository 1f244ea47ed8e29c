using Anchorage.Grains.Abstractions.Errors;

namespace Anchorage.Grains.Tests.Simulation;

/// <summary>Which faults the simulated world has now. All end before the invariants are checked.</summary>
internal sealed class Faults(Random random)
{
    /// <summary>Storage refuses, nothing was done.</summary>
    public double StorageError { get; set; }

    /// <summary>Storage did it and reports a failure.</summary>
    public double StorageUnknown { get; set; }

    /// <summary>A message between server and agent is lost.</summary>
    public double LostMessage { get; set; }

    /// <summary>A message between server and agent comes twice.</summary>
    public double DoubledMessage { get; set; }

    /// <summary>A message comes after what was sent later.</summary>
    public double Reordered { get; set; }

    public bool Happens(double rate) => rate > 0 && random.NextDouble() < rate;

    public void End() => StorageError = StorageUnknown = LostMessage = DoubledMessage = Reordered = 0;

    public void BeforeStorage()
    {
        if (Happens(StorageError))
        {
            throw new AnchorageException(ErrorCodes.StorageBusy);
        }
    }

    public void AfterStorage()
    {
        if (Happens(StorageUnknown))
        {
            throw new AnchorageException(ErrorCodes.StorageUnavailable, ("problem", "injected"));
        }
    }
}
