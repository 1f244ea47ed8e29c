using System.Text.Json;
using System.Text.Json.Serialization;
using Anchorage.NodeAgent.Protocol.Commands;
using Anchorage.NodeAgent.Protocol.Files;
using Anchorage.NodeAgent.Protocol.Git;
using Anchorage.NodeAgent.Protocol.Instances;
using Anchorage.NodeAgent.Protocol.Nodes;
using Anchorage.NodeAgent.Protocol.Operations;
using Anchorage.NodeAgent.Protocol.Streams;
using Anchorage.NodeAgent.Protocol.Terminals;

namespace Anchorage.NodeAgent.Protocol;

/// <summary>JSON of the protocol: camelCase names, enum names in camelCase, unknown fields ignored, absent values left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LinkFrame))]
[JsonSerializable(typeof(EnrollRequest))]
[JsonSerializable(typeof(EnrollResponse))]
[JsonSerializable(typeof(LinkChallenge))]
[JsonSerializable(typeof(LinkHello))]
[JsonSerializable(typeof(LinkWelcome))]
[JsonSerializable(typeof(Heartbeat))]
[JsonSerializable(typeof(ReplaceKey))]
[JsonSerializable(typeof(WorkAccepted))]
[JsonSerializable(typeof(WorkProgress))]
[JsonSerializable(typeof(WorkCompleted))]
[JsonSerializable(typeof(CancelWork))]
[JsonSerializable(typeof(CreateInstance))]
[JsonSerializable(typeof(RebuildInstance))]
[JsonSerializable(typeof(ChangeInstance))]
[JsonSerializable(typeof(SetInstanceKeys))]
[JsonSerializable(typeof(InstanceKeysSet))]
[JsonSerializable(typeof(SetInstanceLimits))]
[JsonSerializable(typeof(InstanceLimitsSet))]
[JsonSerializable(typeof(InstanceObservation))]
[JsonSerializable(typeof(NodeReport))]
[JsonSerializable(typeof(OpenTerminal))]
[JsonSerializable(typeof(CloseTerminal))]
[JsonSerializable(typeof(ChangeTerminal))]
[JsonSerializable(typeof(ChangeViewers))]
[JsonSerializable(typeof(TerminalReport))]
[JsonSerializable(typeof(DialStream))]
[JsonSerializable(typeof(StreamOpen))]
[JsonSerializable(typeof(StreamOpened))]
[JsonSerializable(typeof(ConnectTcp))]
[JsonSerializable(typeof(ReadLogs))]
[JsonSerializable(typeof(StartCommand))]
[JsonSerializable(typeof(CommandMessage))]
[JsonSerializable(typeof(LogLine))]
[JsonSerializable(typeof(AttachTerminal))]
[JsonSerializable(typeof(ReadScreen))]
[JsonSerializable(typeof(ScreenText))]
[JsonSerializable(typeof(SearchTerminal))]
[JsonSerializable(typeof(SearchResult))]
[JsonSerializable(typeof(RecordTerminal))]
[JsonSerializable(typeof(DeleteRecording))]
[JsonSerializable(typeof(RecordingReport))]
[JsonSerializable(typeof(ReadRecording))]
[JsonSerializable(typeof(FileCall))]
[JsonSerializable(typeof(NoArguments))]
[JsonSerializable(typeof(FilePlace))]
[JsonSerializable(typeof(ListFolder))]
[JsonSerializable(typeof(FolderListing))]
[JsonSerializable(typeof(FileEntry))]
[JsonSerializable(typeof(FileRange))]
[JsonSerializable(typeof(WriteFile))]
[JsonSerializable(typeof(FileResult))]
[JsonSerializable(typeof(MakeFolder))]
[JsonSerializable(typeof(MoveFile))]
[JsonSerializable(typeof(ChangeMode))]
[JsonSerializable(typeof(TrashEntry))]
[JsonSerializable(typeof(TrashListing))]
[JsonSerializable(typeof(RestoreFile))]
[JsonSerializable(typeof(EmptyTrash))]
[JsonSerializable(typeof(TrashEmptied))]
[JsonSerializable(typeof(StreamNote))]
[JsonSerializable(typeof(GitCall))]
[JsonSerializable(typeof(DiscoverRepositories))]
[JsonSerializable(typeof(RepositoryList))]
[JsonSerializable(typeof(RepositoryPlace))]
[JsonSerializable(typeof(RepositoryStatus))]
[JsonSerializable(typeof(StageFiles))]
[JsonSerializable(typeof(StageResult))]
[JsonSerializable(typeof(CommitChanges))]
[JsonSerializable(typeof(CommitMade))]
[JsonSerializable(typeof(PullChanges))]
[JsonSerializable(typeof(PullResult))]
[JsonSerializable(typeof(PushChanges))]
[JsonSerializable(typeof(PushResult))]
[JsonSerializable(typeof(ListBranches))]
[JsonSerializable(typeof(BranchList))]
[JsonSerializable(typeof(SwitchBranch))]
[JsonSerializable(typeof(BranchSwitched))]
[JsonSerializable(typeof(ReadDiff))]
[JsonSerializable(typeof(DiffText))]
[JsonSerializable(typeof(ReadLog))]
[JsonSerializable(typeof(CommitLog))]
[JsonSerializable(typeof(InitRepository))]
[JsonSerializable(typeof(CloneRepository))]
[JsonSerializable(typeof(BrowseFolder))]
[JsonSerializable(typeof(FindFolders))]
[JsonSerializable(typeof(BrowseListing))]
[JsonSerializable(typeof(WalkFolder))]
[JsonSerializable(typeof(PackTree))]
[JsonSerializable(typeof(ArchiveNote))]
[JsonSerializable(typeof(UnpackArchive))]
[JsonSerializable(typeof(SearchFiles))]
[JsonSerializable(typeof(SearchNote))]
[JsonSerializable(typeof(SearchHit))]
[JsonSerializable(typeof(SearchEnd))]
[JsonSerializable(typeof(TreeListing))]
[JsonSerializable(typeof(WriteBatch))]
[JsonSerializable(typeof(BatchFile))]
[JsonSerializable(typeof(BatchReport))]
[JsonSerializable(typeof(CopyDifferences))]
[JsonSerializable(typeof(CleanUp))]
[JsonSerializable(typeof(CleanUpReport))]
[JsonSerializable(typeof(StartTransfer))]
[JsonSerializable(typeof(TransferPlace))]
[JsonSerializable(typeof(ChunkPlace))]
[JsonSerializable(typeof(ChunkReport))]
[JsonSerializable(typeof(TransferReport))]
[JsonSerializable(typeof(TransferRest))]
[JsonSerializable(typeof(AskInstance))]
[JsonSerializable(typeof(InstanceVitals))]
[JsonSerializable(typeof(ExecuteOperation))]
[JsonSerializable(typeof(CommandCall))]
[JsonSerializable(typeof(ReadNamedLog))]
[JsonSerializable(typeof(NamedLog))]
[JsonSerializable(typeof(InstanceConfiguration))]
public sealed partial class ProtocolJson : JsonSerializerContext
{
    /// <summary>Serialises a record of the protocol to UTF-8 text.</summary>
    public static string Write<T>(T value) => JsonSerializer.Serialize(value, typeof(T), Default);

    /// <summary>Serialises a record of the protocol to the bytes of a text frame.</summary>
    public static byte[] WriteBytes<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, typeof(T), Default);

    /// <summary>Reads a record of the protocol from the bytes of a text frame.</summary>
    /// <exception cref="JsonException">The text is not such a record, or not UTF-8.</exception>
    public static T Read<T>(ReadOnlySpan<byte> json) =>
        (T?)JsonSerializer.Deserialize(json, typeof(T), Default) ?? throw new JsonException($"Expected a {typeof(T).Name}, found null.");

    /// <summary>Reads a record of the protocol.</summary>
    /// <exception cref="JsonException">The text is not such a record.</exception>
    public static T Read<T>(string json) =>
        (T?)JsonSerializer.Deserialize(json, typeof(T), Default) ?? throw new JsonException($"Expected a {typeof(T).Name}, found null.");

    /// <summary>Reads a record of the protocol from a frame's payload.</summary>
    /// <exception cref="JsonException">The payload is absent or not such a record.</exception>
    public static T Read<T>(JsonElement? payload) =>
        payload is { } element && element.Deserialize(typeof(T), Default) is T value ? value : throw new JsonException($"Expected a {typeof(T).Name}.");

    /// <summary>Turns a record into a frame's payload.</summary>
    public static JsonElement Element<T>(T value) => JsonSerializer.SerializeToElement(value, typeof(T), Default);
}
