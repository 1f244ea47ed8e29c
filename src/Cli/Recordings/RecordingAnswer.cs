using Anchorage.Cli.Terminals;

namespace Anchorage.Cli.Recordings;

/// <summary>The terminal whose recording was begun or ended.</summary>
internal sealed record RecordingAnswer(TerminalInfo Terminal);
