using Anchorage.Cli.Http;

namespace Anchorage.Cli.Recordings;

/// <summary>Paths of /api/recordings.</summary>
internal static class RecordingRoutes
{
    /// <summary>The path of a recording; the text is checked first.</summary>
    public static string Of(string? recording) => $"/api/recordings/{Uri.EscapeDataString(Names.Check("recording", recording))}";
}
