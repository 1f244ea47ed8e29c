using System.Security.Cryptography;
using System.Text;

namespace Anchorage.NodeAgent.Files.Changing;

/// <summary>Names of things that are not ready yet. Whoever finds one after a crash may delete it.</summary>
internal static class TempName
{
    /// <summary>A name that nobody guesses.</summary>
    internal static byte[] Make() => Encoding.ASCII.GetBytes($".anchorage-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}.part");
}
