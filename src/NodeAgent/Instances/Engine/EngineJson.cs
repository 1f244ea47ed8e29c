using System.Text.Json.Serialization;

namespace Anchorage.NodeAgent.Instances.Engine;

/// <summary>JSON of the Engine API: names as they are, absent values left out.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EngineVersion))]
[JsonSerializable(typeof(EngineMessage))]
[JsonSerializable(typeof(EngineId))]
[JsonSerializable(typeof(EngineEvent))]
[JsonSerializable(typeof(ContainerCreate))]
[JsonSerializable(typeof(ContainerCreated))]
[JsonSerializable(typeof(ContainerUpdate))]
[JsonSerializable(typeof(ContainerUpdated))]
[JsonSerializable(typeof(ContainerInspect))]
[JsonSerializable(typeof(IReadOnlyList<ContainerSummary>))]
[JsonSerializable(typeof(ImageInspect))]
[JsonSerializable(typeof(IReadOnlyList<ImageSummary>))]
[JsonSerializable(typeof(VolumeCreate))]
[JsonSerializable(typeof(VolumeInfo))]
[JsonSerializable(typeof(VolumeList))]
[JsonSerializable(typeof(NetworkCreate))]
[JsonSerializable(typeof(NetworkInfo))]
[JsonSerializable(typeof(IReadOnlyList<NetworkInfo>))]
[JsonSerializable(typeof(ExecCreate))]
[JsonSerializable(typeof(ExecStart))]
[JsonSerializable(typeof(ExecInspect))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, IReadOnlyList<string>>))]
internal sealed partial class EngineJson : JsonSerializerContext;
