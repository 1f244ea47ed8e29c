using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Anchorage.NodeAgent.Protocol.Git;

namespace Anchorage.Api.Mcp.Tools;

/// <summary>Git repositories of an instance.</summary>
internal static class GitTools
{
    public static readonly ImmutableArray<Tool> All =
    [
        new Tool<StatusArguments, RepositoryStatus>(
            "git_status", "Status of a repository", "Tells branch, changed files, remotes and last commits of a git repository in an instance.", ToolNature.Reads, [Permissions.ReadGit], StatusAsync),
    ];

    private static Task<RepositoryStatus> StatusAsync(ToolCall call, StatusArguments a) =>
        call.Services.Git.AskAsync<RepositoryStatus>(call.Caller, call.Instance, GitActions.Status, new RepositoryPlace(a.Repo), call.Over);

    internal sealed record StatusArguments(
        [property: Description("Id or name of the instance."), StringLength(64)] string TargetInstance,
        [property: Description("Absolute path of the repository."), StringLength(4096)] string Repo) : IOnInstance;
}
