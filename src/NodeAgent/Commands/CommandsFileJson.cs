using System.Text.Json;
using System.Text.Json.Serialization;

namespace Anchorage.NodeAgent.Commands;

/// <summary>JSON of <see cref="CommandsFile"/>: a name that is not known is a mistake, and people write comments.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true)]
[JsonSerializable(typeof(CommandsFile))]
internal sealed partial class CommandsFileJson : JsonSerializerContext;
