using System.Runtime.InteropServices;

namespace Anchorage.Api.Hosting;

/// <summary>Calls into the C library.</summary>
internal static partial class Native
{
    /// <summary>The account of this process.</summary>
    [LibraryImport("libc", EntryPoint = "geteuid")]
    public static partial uint GetEffectiveUserId();
}
