using System.Formats.Tar;

namespace Anchorage.Cli.Files;

/// <summary>Tells regular files from pipes, sockets and devices without opening them: the library's writer of archives looks, and does not open what is none.</summary>
internal static class LocalKind
{
    /// <summary>True for a regular file, of which only the header is made.</summary>
    public static bool IsRegular(string path)
    {
        using var header = new MemoryStream();
        try
        {
            using (var writer = new TarWriter(header, TarEntryFormat.Pax, leaveOpen: true))
            {
                writer.WriteEntry(path, "x");
            }

            header.Position = 0;
            using var reader = new TarReader(header);
            return reader.GetNextEntry() is { EntryType: TarEntryType.RegularFile };
        }
        catch (IOException)
        {
            return false;
        }
    }
}
