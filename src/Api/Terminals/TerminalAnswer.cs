using Anchorage.Grains.Abstractions.Terminals;

namespace Anchorage.Api.Terminals;

internal sealed record TerminalAnswer(TerminalInfo Terminal);
