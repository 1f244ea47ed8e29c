using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Anchorage.Silo.Storage;

/// <summary>Binds the managed provider to the system's SQLite, once per process: the system's library gets its security updates from
/// the distribution, a bundled one does not.</summary>
internal static class SqliteNative
{
    private static readonly string[] Names = ["libsqlite3.so.0", "libsqlite3.so", "libsqlite3.dylib", "winsqlite3"];

    private static readonly Lazy<bool> Bound = new(Bind);

    /// <summary>Binds the library; later calls do nothing.</summary>
    public static void Ensure() => _ = Bound.Value;

    private static bool Bind()
    {
        NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, Resolve);
        raw.SetProvider(new SQLite3Provider_e_sqlite3());
        return true;
    }

    private static IntPtr Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name == "e_sqlite3")
        {
            foreach (string candidate in Names)
            {
                if (NativeLibrary.TryLoad(candidate, out IntPtr handle))
                {
                    return handle;
                }
            }
        }

        return IntPtr.Zero;
    }
}
