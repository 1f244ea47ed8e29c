using System.Text;

namespace Anchorage.NodeAgent.Terminals.Screen;

/// <summary>Operating system commands and device control strings.</summary>
internal sealed partial class VirtualScreen
{
    private const int LongestTitle = 512;
    private const int LongestPath = 4096;
    private const int LongestLink = 2048;
    private const int MostColors = 300;

    // Colours that the program set, by the command that sets them.
    private readonly Dictionary<string, string> _colors = new(StringComparer.Ordinal);

    /// <summary>The title that the program set (OSC 0 or 2).</summary>
    internal string Title { get; private set; } = string.Empty;

    /// <summary>The working directory that the shell reported (OSC 7), or empty.</summary>
    internal string WorkingDirectory { get; private set; } = string.Empty;

    /// <summary>Number of times that the title or the directory changed.</summary>
    internal int TitleChanges { get; private set; }

    /// <inheritdoc/>
    public void Command(ReadOnlySpan<byte> text)
    {
        _joinable = 0;
        int separator = text.IndexOf((byte)';');
        ReadOnlySpan<byte> number = separator < 0 ? text : text[..separator];
        string rest = separator < 0 ? string.Empty : Encoding.UTF8.GetString(text[(separator + 1)..]);
        switch (Encoding.ASCII.GetString(number))
        {
            case "0" or "2":
                SetTitle(rest, WorkingDirectory);
                break;
            case "7":
                SetTitle(Title, DirectoryOf(rest));
                break;
            case "8":
                SetLink(rest);
                break;
            case "4":
                SetPalette(rest);
                break;
            case "10" or "11" or "12":
                SetColor(Encoding.ASCII.GetString(number), rest);
                break;
            case "104":
                ResetPalette(rest);
                break;
            case "110" or "111" or "112":
                _colors.Remove(Encoding.ASCII.GetString(number[1..]));
                break;
        }
    }

    /// <inheritdoc/>
    public void Device(byte prefix, byte intermediate, byte final, ReadOnlySpan<byte> text)
    {
        _joinable = 0;
        if ((intermediate, final) == ((byte)'$', (byte)'q'))
        {
            ReportSetting(Encoding.ASCII.GetString(text));
        }
        else if ((intermediate, final) == ((byte)'+', (byte)'q'))
        {
            Answer("\eP0+r\e\\");
        }
    }

    // file://HOST/PATH with percent signs; the path alone is kept.
    private static string DirectoryOf(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) && uri.Scheme == "file" ? Uri.UnescapeDataString(uri.AbsolutePath) : string.Empty;

    private void SetTitle(string title, string directory)
    {
        title = Printable(title, LongestTitle);
        directory = Printable(directory, LongestPath);
        if (title != Title || directory != WorkingDirectory)
        {
            (Title, WorkingDirectory) = (title, directory);
            TitleChanges++;
        }
    }

    private static string Printable(string text, int limit)
    {
        string clean = string.Concat(text.EnumerateRunes().Where(rune => !Rune.IsControl(rune)));
        return clean.Length <= limit ? clean : clean[..(char.IsHighSurrogate(clean[limit - 1]) ? limit - 1 : limit)];
    }

    // PARAMETERS;ADDRESS; an empty address ends the link.
    private void SetLink(string text)
    {
        int separator = text.IndexOf(';', StringComparison.Ordinal);
        if (separator < 0)
        {
            return;
        }

        bool ends = separator == text.Length - 1;
        int number = ends || text.Length > LongestLink ? 0 : _links.Number(text, () => Used(cell => cell.Pen.Link));
        _pen.Link = (ushort)number;
    }

    private void SetPalette(string text)
    {
        string[] parts = text.Split(';');
        for (int i = 0; i + 1 < parts.Length; i += 2)
        {
            if (int.TryParse(parts[i], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int index) && index < 256)
            {
                SetColor($"4;{index}", parts[i + 1]);
            }
        }
    }

    private void ResetPalette(string text)
    {
        foreach (string key in text.Length == 0 ? [.. _colors.Keys.Where(key => key.StartsWith("4;", StringComparison.Ordinal))] : text.Split(';').Select(index => "4;" + index))
        {
            _colors.Remove(key);
        }
    }

    private void SetColor(string command, string color)
    {
        if (color == "?")
        {
            AnswerColor(command);
        }
        else if (color.Length <= 64 && !color.Contains(';', StringComparison.Ordinal) && (_colors.Count < MostColors || _colors.ContainsKey(command)))
        {
            _colors[command] = color;
        }
    }
}
