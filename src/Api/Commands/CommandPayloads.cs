using System.Text.Json;
using System.Text.Json.Serialization;

namespace Anchorage.Api.Commands;

/// <summary>JSON of payloads: what is missing, unknown, given twice or of another type is refused.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(NoPayload))]
[JsonSerializable(typeof(PingPayload))]
[JsonSerializable(typeof(LogsPayload))]
[JsonSerializable(typeof(BrowsePayload))]
[JsonSerializable(typeof(FoldersPayload))]
[JsonSerializable(typeof(TreePayload))]
[JsonSerializable(typeof(ReadFilePayload))]
[JsonSerializable(typeof(UpdateFilePayload))]
[JsonSerializable(typeof(SyncFilesPayload))]
[JsonSerializable(typeof(BatchFilesPayload))]
[JsonSerializable(typeof(CopyPayload))]
[JsonSerializable(typeof(CleanUpPayload))]
[JsonSerializable(typeof(GitReposPayload))]
[JsonSerializable(typeof(GitPlacePayload))]
[JsonSerializable(typeof(GitFilesPayload))]
[JsonSerializable(typeof(GitCommitPayload))]
[JsonSerializable(typeof(GitPullPayload))]
[JsonSerializable(typeof(GitPushPayload))]
[JsonSerializable(typeof(GitBranchesPayload))]
[JsonSerializable(typeof(GitDiffPayload))]
[JsonSerializable(typeof(GitAuditPayload))]
[JsonSerializable(typeof(RestartPayload))]
[JsonSerializable(typeof(OperationPayload))]
internal sealed partial class CommandPayloads : JsonSerializerContext
{
    /// <summary>Reads the payload of a command.</summary>
    /// <exception cref="AnchorageException"><c>invalid_payload</c>.</exception>
    internal static T Read<T>(string type, JsonElement payload)
        where T : class
    {
        if (payload.ValueKind != JsonValueKind.Object)
        {
            throw Invalid(type, "it must be an object");
        }

        try
        {
            return (T?)payload.Deserialize(typeof(T), Default) ?? throw Invalid(type, "it must be an object");
        }
        catch (JsonException e)
        {
            throw Invalid(type, Problem(payload, e, typeof(T)));
        }
    }

    internal static AnchorageException Invalid(string type, string problem) => new(ErrorCodes.InvalidPayload, ("type", type), ("problem", problem));

    /// <summary>What is wrong, in words that name the field and nothing of its value.</summary>
    private static string Problem(JsonElement payload, JsonException exception, Type record)
    {
        string[] known = [.. record.GetConstructors()[0].GetParameters().Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name!))];
        string? unknown = payload.EnumerateObject().Select(p => p.Name).FirstOrDefault(n => !known.Contains(n, StringComparer.Ordinal));
        if (unknown is not null)
        {
            return $"{Short(unknown)} is unknown; {(known.Length == 0 ? "it has no fields" : "its fields are " + string.Join(", ", known))}";
        }

        string? missing = record.GetConstructors()[0].GetParameters().Where(p => !p.HasDefaultValue).Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name!))
            .FirstOrDefault(n => !payload.TryGetProperty(n, out _));
        return missing is not null ? $"{missing} is missing" : $"{Short(exception.Path?.TrimStart('$', '.') is { Length: > 0 } path ? path : "a field")} has the wrong type";
    }

    private static string Short(string name) => name.Length <= 40 ? name : name[..40] + "…";
}
