using System.Security.Cryptography;
using System.Text;

namespace Anchorage.NodeAgent.Files.Changing;

/// <summary>Names of things that are not ready yet. Whoever finds one after a crash may delete it.</summary>
internal static class TempName
{
    private const int Length = 32;

    /// <summary>True for a name of this kind.</summary>
    internal static bool Fits(ReadOnlySpan<byte> name) => name.Length == Length && name.StartsWith(".anchorage-"u8) && name.EndsWith(".part"u8);

    /// <summary>A name that nobody guesses.</summary>
    internal static byte[] Make() => Encoding.ASCII.GetBytes($".anchorage-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}.part");
}
