using System.Runtime.InteropServices;
using System.Text;

namespace Anchorage.NodeAgent.Instances.Machine;

/// <summary>Looks accounts up where the machine looks them up: files, directories, whatever its name service is set to.</summary>
internal static unsafe partial class Accounts
{
    private const int BufferSize = 64 * 1024;
    private const int MaxGroups = 65_536;
    private const string PlainShell = "/bin/sh";

    /// <summary>The account of a name, or null when there is none.</summary>
    internal static MachineAccount? Find(string name) => Read((entry, buffer, found) => FindByName(name, entry, buffer, BufferSize, found));

    /// <summary>The account of a number, or null when it has no name.</summary>
    internal static MachineAccount? Find(uint user) => Read((entry, buffer, found) => FindByNumber(user, entry, buffer, BufferSize, found));

    private static MachineAccount? Read(Lookup lookup)
    {
        byte* buffer = (byte*)NativeMemory.Alloc(BufferSize);
        try
        {
            Entry entry = default;
            Entry* found = null;
            return lookup(&entry, buffer, &found) == 0 && found != null ? Account(found) : null;
        }
        finally
        {
            NativeMemory.Free(buffer);
        }
    }

    private static MachineAccount Account(Entry* entry)
    {
        string name = Text(entry->Name);
        string shell = Text(entry->Shell);
        bool refuses = shell.Length == 0 || shell.EndsWith("/nologin", StringComparison.Ordinal) || shell.EndsWith("/false", StringComparison.Ordinal) || !File.Exists(shell);
        return new MachineAccount(name, entry->User, entry->Group, Groups(name, entry->Group), Text(entry->Home), refuses ? PlainShell : shell);
    }

    private static uint[] Groups(string name, uint group)
    {
        int count = 64;
        while (true)
        {
            uint[] groups = new uint[count];
            fixed (uint* start = groups)
            {
                if (ListGroups(name, group, start, &count) >= 0)
                {
                    return groups[..count];
                }
            }

            count = count > groups.Length ? count : groups.Length * 2;
            if (count > MaxGroups)
            {
                return [group];
            }
        }
    }

    private static string Text(byte* text) => text == null ? string.Empty : Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text));

    [LibraryImport("libc", EntryPoint = "getpwnam_r", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int FindByName(string name, Entry* entry, byte* buffer, nint length, Entry** found);

    [LibraryImport("libc", EntryPoint = "getpwuid_r")]
    private static partial int FindByNumber(uint user, Entry* entry, byte* buffer, nint length, Entry** found);

    [LibraryImport("libc", EntryPoint = "getgrouplist", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ListGroups(string name, uint group, uint* groups, int* count);

    private delegate int Lookup(Entry* entry, byte* buffer, Entry** found);

    /// <summary><c>struct passwd</c> of the C libraries of 64-bit Linux.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Entry
    {
        public byte* Name;
        public byte* Password;
        public uint User;
        public uint Group;
        public byte* Remark;
        public byte* Home;
        public byte* Shell;
    }
}
