using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Anchorage.NodeAgent.Nodes;

namespace Anchorage.NodeAgent.Terminals;

/// <summary>Settings of terminals on a node.</summary>
public sealed class TerminalOptions
{
    /// <summary>Folder for the socket and the short-lived files of the terminal host; made with mode 0700. Absolute and at most 80 bytes long, because socket paths are limited by the system.</summary>
    [Required, RegularExpression("^/.{0,79}$", ErrorMessage = "Terminals:Folder must be an absolute path of at most 80 characters.")]
    public string Folder { get; set; } = "/run/anchorage/terminals";

    /// <summary>Folder for recordings of terminals; made with mode 0700. Absolute. Unlike <see cref="Folder"/> it must outlive a restart of the machine.</summary>
    [Required, RegularExpression("^/.+$", ErrorMessage = "Terminals:RecordingsFolder must be an absolute path.")]
    public string RecordingsFolder { get; set; } = "/var/lib/anchorage/recordings";

    /// <summary>Mebibytes of one recording, 1 to 4096; 64 by default. A recording that reaches them ends.</summary>
    [Range(1, 4096, ErrorMessage = "Terminals:RecordingMegabytes must be 1 to 4096.")]
    public int RecordingMegabytes { get; set; } = 64;

    /// <summary>Mebibytes of all recordings on the node, 1 to 1,000,000; 2048 by default. When they are reached running ones end and new ones are refused with <c>recording_limit</c>.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Terminals:RecordingsMegabytes must be 1 to 1000000.")]
    public int RecordingsMegabytes { get; set; } = 2048;

    /// <summary>Most recordings on the node, 1 to 100,000; 1000 by default. More are refused with <c>recording_limit</c>.</summary>
    [Range(1, 100_000, ErrorMessage = "Terminals:MaxRecordings must be 1 to 100000.")]
    public int MaxRecordings { get; set; } = 1000;

    /// <summary>Most terminals on the node, 1 to 4096; 256 by default. More are refused with <c>terminal_limit</c>.</summary>
    [Range(1, 4096, ErrorMessage = "Terminals:MaxTerminals must be 1 to 4096.")]
    public int MaxTerminals { get; set; } = 256;

    /// <summary>Most terminals of one instance, 1 to 4096; 32 by default. More are refused with <c>terminal_limit</c>.</summary>
    [Range(1, 4096, ErrorMessage = "Terminals:MaxTerminalsPerInstance must be 1 to 4096.")]
    public int MaxTerminalsPerInstance { get; set; } = 32;

    /// <summary>Seconds after which a terminal host without terminals and without an agent ends; 600 by default.</summary>
    [Range(1, 86400, ErrorMessage = "Terminals:HostIdleSeconds must be 1 to 86400.")]
    public int HostIdleSeconds { get; set; } = 600;

    /// <summary>Program and first arguments that start this executable with a verb; null finds them. Tests set it.</summary>
    public IReadOnlyList<string>? Executable { get; set; }

    /// <summary>
    /// Takes what the environment sets: <c>ANCHORAGE_AGENT_RECORDING_MEGABYTES</c>, <c>ANCHORAGE_AGENT_RECORDINGS_MEGABYTES</c>, <c>ANCHORAGE_AGENT_MAX_RECORDINGS</c>,
    /// <c>ANCHORAGE_AGENT_MAX_TERMINALS</c> and <c>ANCHORAGE_AGENT_MAX_TERMINALS_PER_INSTANCE</c>.
    /// </summary>
    /// <exception cref="AgentOptionsException">A value is not allowed; the message names the variable and the allowed values.</exception>
    public void Read(Func<string, string?> environment)
    {
        RecordingMegabytes = Number("RECORDING_MEGABYTES", RecordingMegabytes, 4096);
        RecordingsMegabytes = Number("RECORDINGS_MEGABYTES", RecordingsMegabytes, 1_000_000);
        MaxRecordings = Number("MAX_RECORDINGS", MaxRecordings, 100_000);
        MaxTerminals = Number("MAX_TERMINALS", MaxTerminals, 4096);
        MaxTerminalsPerInstance = Number("MAX_TERMINALS_PER_INSTANCE", MaxTerminalsPerInstance, 4096);

        int Number(string setting, int fallback, int most)
        {
            string variable = "ANCHORAGE_AGENT_" + setting;
            if (environment(variable) is not { } text)
            {
                return fallback;
            }

            return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= 1 && value <= most
                ? value
                : throw new AgentOptionsException($"{variable} is '{text}'; allowed: 1 to {most}.");
        }
    }
}
