namespace Anchorage.NodeAgent.Protocol.Files;

/// <summary>Unpack an archive that follows. Its kind (tar, tar with gzip, zip) is seen from its first bytes.</summary>
/// <param name="Path">The folder that it becomes, which must not exist yet.</param>
/// <param name="Into">True when the folder exists and gets what is at the top of the archive; nothing in it may have such a name yet.</param>
/// <param name="Parents">True to make missing folders above it.</param>
/// <param name="OutsideLinks">True to take links that lead out of the folder, too.</param>
public sealed record UnpackArchive(string Path, bool Into, bool Parents, bool OutsideLinks);
