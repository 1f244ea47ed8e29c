namespace Anchorage.NodeAgent.Terminals.Native;

/// <summary>Numbers of the Linux kernel interface; the same on x86-64 and arm64.</summary>
internal static class LinuxConstants
{
    internal const int ErrorInterrupted = 4;
    internal const int ErrorIo = 5;
    internal const int ErrorAgain = 11;

    internal const int OpenReadWrite = 0x2;
    internal const int OpenWriteOnly = 0x1;
    internal const int OpenCreate = 0x40;
    internal const int OpenNoControllingTerminal = 0x100;
    internal const int OpenTruncate = 0x200;
    internal const int OpenAppend = 0x400;
    internal const int OpenNonBlocking = 0x800;
    internal const int OpenCloseOnExec = 0x80000;

    internal const int FcntlGetFlags = 3;
    internal const int FcntlSetFlags = 4;

    internal const nuint IoctlSetWindowSize = 0x5414;
    internal const nuint IoctlGetForegroundGroup = 0x540F;

    internal const int SignalHangup = 1;
    internal const int SignalInterrupt = 2;
    internal const int SignalQuit = 3;
    internal const int SignalKill = 9;
    internal const int SignalTerminate = 15;
    internal const int SignalContinue = 18;

    internal const int WaitNoHang = 1;
    internal const int WaitExited = 4;
    internal const int WaitNoWait = 0x01000000;
    internal const int WaitIdAll = 0;

    internal const int PrctlSetChildSubreaper = 36;
    internal const nint SyscallPidfdSendSignal = 424;
    internal const nint SyscallPidfdOpen = 434;

    internal const int SocketUnix = 1;
    internal const int SocketStream = 1;
    internal const int SocketLevel = 1;
    internal const int SocketPeerCredentials = 17;
    internal const int SocketRights = 1;
    internal const int MessageCloseOnExec = 0x40000000;

    internal const int ShutdownWrite = 1;

    internal const int LockExclusive = 2;
    internal const int LockNonBlocking = 4;

    internal const short SpawnSetSignalDefault = 0x04;
    internal const short SpawnSetSignalMask = 0x08;
    internal const short SpawnSetSession = 0x80;
}
