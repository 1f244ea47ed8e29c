namespace Anchorage.Cli.Terminals.Attach.Echo;

/// <summary>When guesses of the echo are shown.</summary>
internal enum PredictMode
{
    /// <summary>While the way there and back takes 30 ms or more.</summary>
    Auto,

    /// <summary>However fast the connection is.</summary>
    Always,

    /// <summary>Never.</summary>
    Never,
}
