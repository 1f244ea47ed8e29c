using System.Runtime.InteropServices;

namespace Anchorage.Grains.Tests.Storage;

/// <summary>Runs code on a thread without root's power over files; threads that it starts inherit that. File modes mean nothing to root.</summary>
internal static partial class Unprivileged
{
    private const uint Nobody = 65534;

    public static void Run(Action action)
    {
        Thread thread = new(() =>
        {
            _ = SetFsUid(Nobody);
            action();
        });
        thread.Start();
        thread.Join(TestDatabase.Deadline).ShouldBeTrue();
    }

    [LibraryImport("libc", EntryPoint = "setfsuid")]
    private static partial int SetFsUid(uint id);
}
