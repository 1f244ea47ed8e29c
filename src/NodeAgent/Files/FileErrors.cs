using System.Runtime.InteropServices;
using Anchorage.NodeAgent.Files.Native;
using Anchorage.NodeAgent.Nodes;

namespace Anchorage.NodeAgent.Files;

/// <summary>The codes of the error registry for files, and how the kernel's errors become them.</summary>
internal static class FileErrors
{
    public const string InvalidRequest = "invalid_request";
    public const string NotFound = "file_not_found";
    public const string Exists = "file_exists";
    public const string IsFolder = "file_is_folder";
    public const string NotFolder = "file_not_folder";
    public const string Special = "file_special";
    public const string OutsideRoot = "file_outside_root";
    public const string NameTooLong = "file_name_too_long";
    public const string PermissionDenied = "file_permission_denied";
    public const string ReadOnly = "file_read_only";
    public const string TooLarge = "file_too_large";
    public const string TooMany = "file_too_many";
    public const string Busy = "file_busy";
    public const string Unavailable = "files_unavailable";
    public const string ChangedMeanwhile = "changed_meanwhile";
    public const string NoSpace = "no_space";
    public const string AgentBusy = "agent_busy";

    /// <summary>The refusal for the error of the last call.</summary>
    public static LinkRequestException Last(string what) => Of(Marshal.GetLastPInvokeError(), what);

    /// <summary>The refusal for an error of the kernel.</summary>
    /// <param name="error">The errno.</param>
    /// <param name="what">The path, as text.</param>
    public static LinkRequestException Of(int error, string what) => error switch
    {
        FileConstants.NoEntry or FileConstants.Stale => new(NotFound, $"There is no {what}."),
        FileConstants.Exists or FileConstants.NotEmpty => new(Exists, $"{what} exists already."),
        FileConstants.IsFolder => new(IsFolder, $"{what} is a folder."),
        FileConstants.NotFolder => new(NotFolder, $"{what} is no folder, or leads through something that is none."),
        FileConstants.CrossDevice => new(OutsideRoot, $"{what} leads out of the folder that it is looked for in."),
        FileConstants.LinkLoop => new(OutsideRoot, $"{what} leads through a link that is not followed, or through too many."),
        FileConstants.NameTooLong => new(NameTooLong, $"A name in {Short(what)} is too long; the file system takes 255 bytes."),
        FileConstants.AccessDenied or FileConstants.NotPermitted => new(PermissionDenied, $"The instance's user may not do that with {what}."),
        FileConstants.ReadOnly => new(ReadOnly, $"{what} lies on a file system that cannot be written."),
        FileConstants.TooBig => new(TooLarge, $"{what} is larger than its file system takes."),
        FileConstants.NoSpace or FileConstants.Quota => new(NoSpace, $"There is no space left for {what}."),
        FileConstants.Busy or FileConstants.TextBusy or FileConstants.Again => new(Busy, $"{what} is in use."),
        FileConstants.Invalid => new(InvalidRequest, $"The file system does not take {what}, or a folder would go into itself."),
        _ => new("agent_error", $"{what}: {Marshal.GetPInvokeErrorMessage(error)} (errno {error})."),
    };

    private static string Short(string what) => what.Length <= 80 ? what : what[..80] + "…";
}
