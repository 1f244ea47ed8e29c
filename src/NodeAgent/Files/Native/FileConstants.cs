using System.Runtime.InteropServices;

namespace Anchorage.NodeAgent.Files.Native;

/// <summary>Numbers of the Linux kernel interface for files.</summary>
internal static class FileConstants
{
    internal const int OpenWriteOnly = 0x1;
    internal const int OpenCreate = 0x40;
    internal const int OpenExclusive = 0x80;
    internal const int OpenNonBlocking = 0x800;
    internal const int OpenCloseOnExec = 0x80000;
    internal const int OpenPath = 0x200000;
    internal const ulong ResolveNoMagicLinks = 0x02;
    internal const ulong ResolveBeneath = 0x08;
    internal const ulong ResolveInRoot = 0x10;
    internal const int AtNoFollow = 0x100;
    internal const int AtEffective = 0x200;
    internal const int AtRemoveFolder = 0x200;
    internal const int AtEmptyPath = 0x1000;
    internal const uint StatxBasic = 0x7ff;
    internal const ulong AttributeMountRoot = 0x2000;
    internal const uint RenameNoReplace = 1;
    internal const uint RenameExchange = 2;
    internal const int WriteAccess = 2;
    internal const int TypeMask = 0xF000;
    internal const int TypeFolder = 0x4000;
    internal const int TypeFile = 0x8000;
    internal const int TypeLink = 0xA000;

    internal const nint SyscallOpenAt2 = 437;
    internal const nint SyscallAccessAt2 = 439;

    internal const int NotPermitted = 1;
    internal const int NoEntry = 2;
    internal const int Interrupted = 4;
    internal const int Again = 11;
    internal const int AccessDenied = 13;
    internal const int Busy = 16;
    internal const int Exists = 17;
    internal const int CrossDevice = 18;
    internal const int NotFolder = 20;
    internal const int IsFolder = 21;
    internal const int Invalid = 22;
    internal const int TextBusy = 26;
    internal const int TooBig = 27;
    internal const int NoSpace = 28;
    internal const int ReadOnly = 30;
    internal const int NameTooLong = 36;
    internal const int NotEmpty = 39;
    internal const int LinkLoop = 40;
    internal const int Stale = 116;
    internal const int Quota = 122;

    private static readonly bool Arm = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    // These differ between x86-64 and arm64.
    internal static int OpenFolder => Arm ? 0x4000 : 0x10000;

    internal static int OpenNoFollow => Arm ? 0x8000 : 0x20000;

    internal static nint SyscallGetEntries => Arm ? 61 : 217;

    internal static nint SyscallSetGroups => Arm ? 159 : 116;

    internal static nint SyscallGetCapabilities => Arm ? 90 : 125;

    internal static nint SyscallSetCapabilities => Arm ? 91 : 126;
}
