using System.Security.Cryptography;
using System.Text;

namespace Anchorage.Silo.Storage;

/// <summary>One step of the schema.</summary>
/// <param name="Number">1, 2, 3, ... without a gap.</param>
/// <param name="Name">Name of its file.</param>
/// <param name="Sql">Its statements.</param>
internal sealed record Migration(int Number, string Name, string Sql)
{
    /// <summary>SHA-256 of the statements, lower-case hex; line ends do not count.</summary>
    public string Checksum =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));
}
