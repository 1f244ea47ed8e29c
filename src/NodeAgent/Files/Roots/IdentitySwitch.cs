using System.Runtime.InteropServices;
using Anchorage.NodeAgent.Files.Native;

namespace Anchorage.NodeAgent.Files.Roots;

/// <summary>
/// Makes the calling thread touch files as somebody else, and back. Only the credentials that the kernel looks at for files change: user, group and further groups of this
/// thread, and its effective capabilities, which become those that the other has too. The real user stays, so no program of the instance may signal or trace the agent.
/// </summary>
/// <remarks>
/// Threads inherit the credentials of the one that makes them, and the runtime's pool makes its threads wherever work is handed to it. So nothing may be handed to the pool
/// between <see cref="Enter"/> and <see cref="Leave"/>: no task is completed, nothing is awaited (docs/adr).
/// </remarks>
internal static unsafe class IdentitySwitch
{
    private const uint CapabilityVersion = 0x20080522;

    /// <summary>True when this process may act for others.</summary>
    internal static bool IsPossible { get; } = FileCalls.EffectiveUser() == 0;

    private static readonly uint[] OwnGroups = ReadGroups();
    private static readonly uint OwnGroup = FileCalls.EffectiveGroup();

    /// <summary>Becomes the other.</summary>
    /// <exception cref="InvalidOperationException">The kernel refused; the thread is as it was.</exception>
    internal static void Enter(FileIdentity identity)
    {
        SetGroups([.. identity.Groups]);
        try
        {
            FileCalls.SetFileGroup(identity.Group);
            FileCalls.SetFileUser(identity.User);

            // Both calls answer with the number before; asking for an impossible one changes nothing and tells the present one.
            if ((uint)FileCalls.SetFileUser(uint.MaxValue) != identity.User || (uint)FileCalls.SetFileGroup(uint.MaxValue) != identity.Group)
            {
                throw new InvalidOperationException("The kernel does not let this process act for another user.");
            }

            SetEffective(identity.Capabilities);
        }
        catch
        {
            Leave();
            throw;
        }
    }

    /// <summary>Becomes the agent again.</summary>
    internal static void Leave()
    {
        SetEffective(ulong.MaxValue);
        FileCalls.SetFileUser(FileCalls.EffectiveUser());
        FileCalls.SetFileGroup(OwnGroup);
        SetGroups(OwnGroups);
    }

    /// <summary>Sets the effective capabilities to those of the permitted ones that are wanted.</summary>
    private static void SetEffective(ulong wanted)
    {
        uint* header = stackalloc uint[2] { CapabilityVersion, 0 };
        uint* data = stackalloc uint[6];
        Demand(FileCalls.Syscall(FileConstants.SyscallGetCapabilities, (nint)header, (nint)data, 0, 0), "capget");
        data[0] = (uint)wanted & data[1];
        data[3] = (uint)(wanted >> 32) & data[4];
        Demand(FileCalls.Syscall(FileConstants.SyscallSetCapabilities, (nint)header, (nint)data, 0, 0), "capset");
    }

    private static void SetGroups(uint[] groups)
    {
        fixed (uint* start = groups)
        {
            // The call itself: the C library's function of this name would change every thread of the process.
            Demand(FileCalls.Syscall(FileConstants.SyscallSetGroups, groups.Length, (nint)start, 0, 0), "setgroups");
        }
    }

    private static uint[] ReadGroups()
    {
        int count = FileCalls.GetGroups(0, null);
        uint[] groups = new uint[Math.Max(count, 0)];
        fixed (uint* start = groups)
        {
            count = FileCalls.GetGroups(groups.Length, start);
        }

        return count == groups.Length ? groups : throw new InvalidOperationException("The groups of this process cannot be read.");
    }

    private static void Demand(nint result, string call)
    {
        if (result < 0)
        {
            throw new InvalidOperationException($"{call}: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }
}
