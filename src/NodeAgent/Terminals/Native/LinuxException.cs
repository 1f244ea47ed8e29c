using System.Runtime.InteropServices;

namespace Anchorage.NodeAgent.Terminals.Native;

/// <summary>A call of the kernel failed.</summary>
/// <param name="call">The call, for example <c>posix_openpt</c>.</param>
/// <param name="error">Its errno.</param>
internal sealed class LinuxException(string call, int error) : IOException($"{call}: {Marshal.GetPInvokeErrorMessage(error)} (errno {error})")
{
    /// <summary>The errno.</summary>
    internal int Error { get; } = error;

    /// <summary>Throws with the errno of the last call when the result is negative.</summary>
    internal static int Check(int result, string call) => result >= 0 ? result : throw new LinuxException(call, Marshal.GetLastPInvokeError());
}
