using Anchorage.NodeAgent.Protocol.Files;

namespace Anchorage.Api.Files;

internal sealed record ChunkAnswer(bool Success, int FileIndex, int ChunkIndex, int Size, string Checksum, TransferProgress Progress);
