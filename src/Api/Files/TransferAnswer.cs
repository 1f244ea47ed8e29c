using Anchorage.NodeAgent.Protocol.Files;

namespace Anchorage.Api.Files;

internal sealed record TransferAnswer(bool Success, string TransferId, TransferReport Transfer);
