using System.Runtime.InteropServices;

namespace Anchorage.NodeAgent.Files.Native;

/// <summary>The kernel's struct statx, the same on every architecture.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct Statx
{
    [FieldOffset(8)]
    public ulong Attributes;

    [FieldOffset(16)]
    public uint Links;

    [FieldOffset(20)]
    public uint User;

    [FieldOffset(24)]
    public uint Group;

    [FieldOffset(28)]
    public ushort Mode;

    [FieldOffset(32)]
    public ulong Inode;

    [FieldOffset(40)]
    public ulong Size;

    [FieldOffset(96)]
    public long ChangeSeconds;

    [FieldOffset(104)]
    public uint ChangeNanoseconds;

    [FieldOffset(112)]
    public long ModifySeconds;

    [FieldOffset(120)]
    public uint ModifyNanoseconds;

    [FieldOffset(136)]
    public uint DeviceMajor;

    [FieldOffset(140)]
    public uint DeviceMinor;

    /// <summary>The type bits of the mode.</summary>
    public readonly int Type => Mode & FileConstants.TypeMask;

    /// <summary>True when something is mounted there.</summary>
    public readonly bool IsMount => (Attributes & FileConstants.AttributeMountRoot) != 0;

    public readonly bool IsFolder => Type == FileConstants.TypeFolder;

    public readonly bool IsFile => Type == FileConstants.TypeFile;

    public readonly bool IsLink => Type == FileConstants.TypeLink;
}
