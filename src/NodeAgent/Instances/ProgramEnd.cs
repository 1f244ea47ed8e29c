namespace Anchorage.NodeAgent.Instances;

/// <summary>How a program ended.</summary>
/// <param name="ExitCode">Its exit code; 126 or 127 when it could not be started.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">The last part of the error output.</param>
/// <param name="Cut">True when it was ended because it printed too much.</param>
internal sealed record ProgramEnd(int ExitCode, byte[] Output, byte[] Error, bool Cut);
