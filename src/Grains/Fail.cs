namespace Anchorage.Grains;

/// <summary>Makes the exceptions that grains throw.</summary>
internal static class Fail
{
    /// <summary>A request that is not valid.</summary>
    /// <param name="field">Name of the field as the API calls it.</param>
    /// <param name="problem">What is wrong, with the allowed values.</param>
    public static AnchorageException Invalid(string field, string problem) =>
        new(ErrorCodes.InvalidRequest, ("problem", $"{field} {problem}"), ("field", field), ("reason", problem));

    /// <summary>The object is unknown, or hidden from the caller.</summary>
    public static AnchorageException NotFound(string kind, string? id) =>
        new(NotFoundCode(kind), (kind, id ?? "?"));

    /// <summary>The code that says that an object of a kind is unknown.</summary>
    public static string NotFoundCode(string kind) => kind switch
    {
        "instance" => ErrorCodes.InstanceNotFound,
        "node" => ErrorCodes.NodeNotFound,
        "user" => ErrorCodes.UserNotFound,
        "operation" => ErrorCodes.OperationNotFound,
        "terminal" => ErrorCodes.TerminalNotFound,
        "recording" => ErrorCodes.RecordingNotFound,
        "group" => ErrorCodes.GroupNotFound,
        "share" => ErrorCodes.ShareNotFound,
        "image" => ErrorCodes.ImageNotFound,
        _ => ErrorCodes.NotFound,
    };
}
