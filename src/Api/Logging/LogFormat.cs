namespace Anchorage.Api.Logging;

/// <summary>How log lines look.</summary>
internal enum LogFormat
{
    /// <summary>One line for people.</summary>
    Text,

    /// <summary>One JSON object per line for programs.</summary>
    Json,
}
