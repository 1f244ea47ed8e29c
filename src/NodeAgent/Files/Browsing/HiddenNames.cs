namespace Anchorage.NodeAgent.Files.Browsing;

/// <summary>What system D leaves out of its listings: names with a dot in front, and what programs make and fetch (inventory D9).</summary>
internal static class HiddenNames
{
    internal static bool Contains(ReadOnlySpan<byte> name) =>
        name is [(byte)'.', ..] || name.SequenceEqual("node_modules"u8) || name.SequenceEqual("dist"u8) || name.SequenceEqual("build"u8);
}
