using System.Text;

namespace Anchorage.NodeAgent.Protocol.Files;

/// <summary>
/// Names of files as text. A name is any bytes but NUL and the slash; JSON and URLs carry text. Valid UTF-8 stands for itself, a backslash is written <c>\\</c> and any other
/// byte <c>\xHH</c> (lower case, 80 to ff). So every name has a text, every text one name, and no text but these is taken.
/// </summary>
public static class PathText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text of a name or path.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IndexOf((byte)'\\') < 0 && System.Text.Unicode.Utf8.IsValid(bytes))
        {
            return Encoding.UTF8.GetString(bytes);
        }

        StringBuilder text = new(bytes.Length + 16);
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out Rune rune, out int used) != System.Buffers.OperationStatus.Done)
            {
                // The decoder may call several bytes one fault; each keeps its own escape.
                foreach (byte wrong in bytes[..used])
                {
                    text.Append("\\x").Append(Hex(wrong >> 4)).Append(Hex(wrong & 15));
                }
            }
            else if (rune.Value == '\\')
            {
                text.Append("\\\\");
            }
            else
            {
                text.Append(rune.ToString());
            }

            bytes = bytes[used..];
        }

        return text.ToString();
    }

    /// <summary>The bytes that a text stands for.</summary>
    /// <exception cref="FormatException">A backslash that begins no escape, an escape below 80, or half a character.</exception>
    public static byte[] Decode(string text)
    {
        try
        {
            if (!text.Contains('\\', StringComparison.Ordinal))
            {
                return Strict.GetBytes(text);
            }

            using MemoryStream bytes = new(text.Length);
            int at = 0;
            while (at < text.Length)
            {
                int next = text.IndexOf('\\', at);
                if (next < 0)
                {
                    next = text.Length;
                }

                bytes.Write(Strict.GetBytes(text, at, next - at));
                at = next;
                if (at < text.Length)
                {
                    at += Escape(text.AsSpan(at), bytes);
                }
            }

            return bytes.ToArray();
        }
        catch (EncoderFallbackException e)
        {
            throw new FormatException("it holds half a character", e);
        }
    }

    private static int Escape(ReadOnlySpan<char> text, MemoryStream bytes)
    {
        if (text is ['\\', '\\', ..])
        {
            bytes.WriteByte((byte)'\\');
            return 2;
        }

        // Below 80 every byte is a character of its own: a second way to write a slash or a dot would be a way around checks.
        if (text is ['\\', 'x', (>= '8' and <= '9') or (>= 'a' and <= 'f'), (>= '0' and <= '9') or (>= 'a' and <= 'f'), ..])
        {
            bytes.WriteByte(Convert.ToByte(text.Slice(2, 2).ToString(), 16));
            return 4;
        }

        throw new FormatException(@"a backslash is written \\, and a byte that is no text \x80 to \xff");
    }

    private static char Hex(int digit) => "0123456789abcdef"[digit];
}
