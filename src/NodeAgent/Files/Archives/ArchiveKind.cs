namespace Anchorage.NodeAgent.Files.Archives;

/// <summary>Kinds of members. Devices and pipes are none: they are neither packed nor made.</summary>
internal enum ArchiveKind
{
    File,
    Folder,
    Link,
    HardLink,
}
