using Anchorage.NodeAgent.Protocol.Streams;

namespace Anchorage.Api.Instances;

internal sealed record LogAnswer(IReadOnlyList<LogLine> Lines, bool Truncated);
