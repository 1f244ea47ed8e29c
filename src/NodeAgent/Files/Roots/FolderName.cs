namespace Anchorage.NodeAgent.Files.Roots;

/// <summary>An entry of a folder as the kernel lists it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The kernel's type: 4 a folder, 8 a file, 10 a link, 0 unknown.</param>
internal readonly record struct FolderName(byte[] Name, byte Type)
{
    internal const byte Unknown = 0;
    internal const byte Folder = 4;
}
