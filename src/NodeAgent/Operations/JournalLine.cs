using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Anchorage.NodeAgent.Operations;

/// <summary>The form of a journal line: 16 hex digits of the SHA-256 of the text, a space, the record as JSON, a line feed. A line that a crash has cut fails its check.</summary>
internal static class JournalLine
{
    private const int SumBytes = 8;
    private const int SumDigits = SumBytes * 2;

    public static byte[] Write(JournalRecord record)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(record, JournalJson.Default.JournalRecord);
        return [.. Encoding.ASCII.GetBytes(Sum(json)), (byte)' ', .. json, (byte)'\n'];
    }

    /// <summary>Reads a line without its line feed; null when it is damaged.</summary>
    public static JournalRecord? Read(ReadOnlySpan<byte> line)
    {
        if (line.Length <= SumDigits + 1 || line[SumDigits] != (byte)' ')
        {
            return null;
        }

        var json = line[(SumDigits + 1)..];
        if (Encoding.ASCII.GetString(line[..SumDigits]) != Sum(json))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(json, JournalJson.Default.JournalRecord);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Sum(ReadOnlySpan<byte> json) => Convert.ToHexStringLower(SHA256.HashData(json).AsSpan(0, SumBytes));
}
