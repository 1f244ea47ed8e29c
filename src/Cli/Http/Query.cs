using System.Text;

namespace Anchorage.Cli.Http;

/// <summary>Query strings.</summary>
internal static class Query
{
    /// <summary>Appends what is not null, escaped.</summary>
    public static string Append(string path, params ReadOnlySpan<(string Name, string? Value)> values)
    {
        var text = new StringBuilder(path);
        foreach (var (name, value) in values)
        {
            if (value is not null)
            {
                text.Append(path.Contains('?', StringComparison.Ordinal) || text.Length > path.Length ? '&' : '?')
                    .Append(name).Append('=').Append(Uri.EscapeDataString(value));
            }
        }

        return text.ToString();
    }
}
