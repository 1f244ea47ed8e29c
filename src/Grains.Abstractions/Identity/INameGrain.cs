namespace Anchorage.Grains.Abstractions.Identity;

/// <summary>Reservation of a unique name (key <c>name:KIND:VALUE</c>).</summary>
[Alias("anchorage.INameGrain")]
public interface INameGrain : IGrainWithStringKey
{
    /// <summary>Reserves the name for an owner. False when another owner has it; repeating it is fine.</summary>
    [Alias("TryReserve")]
    Task<bool> TryReserve(string ownerId);

    /// <summary>Gives the name up, if the owner has it.</summary>
    [Alias("Release")]
    Task Release(string ownerId);

    /// <summary>Who has the name, or null.</summary>
    [Alias("GetOwner")]
    Task<string?> GetOwner();
}
