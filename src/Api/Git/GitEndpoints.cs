using Anchorage.Grains.Audit;
using Anchorage.NodeAgent.Protocol.Git;
using JsonSchemaType = Microsoft.OpenApi.JsonSchemaType;

namespace Anchorage.Api.Git;

/// <summary>Git in an instance.</summary>
internal static class GitEndpoints
{
    private const int MaxPath = 32 * 1024;
    private static readonly Parameter Repo = Parameter.Query("repo", @"Top folder of a repository in the instance; a byte that is no UTF-8 is written \xHH, a backslash \\.");

    public static void MapGit(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup("/api/instances/{id}/git").WithTags("Git");
        group.MapGet("/repos", DiscoverAsync).WithSummary("Repositories below a folder, those with changes first.").Produces<RepositoryList>().WithParameters(
            Parameter.Query("path", "Folder to search; / by default."),
            Parameter.Query("depth", "Folders deep, 0 to 20.", JsonSchemaType.Integer, 5),
            Parameter.Query("submodules", "true: submodules too.", JsonSchemaType.Boolean));
        group.MapGet("/status", async (string id, HttpContext context, GitCalls git) => Json.Ok(await git.AskAsync<RepositoryStatus>(context, id, GitActions.Status, new RepositoryPlace(RepoOf(context)))))
            .WithSummary("Branch, changed files, remotes and last commits of a repository.").Produces<RepositoryStatus>().WithParameters(Repo);
        group.MapGet("/diff", DiffAsync).WithSummary("What differs: in the working tree, in the index, or by a commit.").Produces<DiffText>().WithParameters(
            Repo,
            Parameter.Query("path", "One file or folder, from the repository's folder."),
            Parameter.Query("staged", "true: what is in the index.", JsonSchemaType.Boolean),
            Parameter.Query("commit", "What a commit changed."));
        group.MapGet("/log", LogAsync).WithSummary("History, newest first, a page at a time.").Produces<CommitLog>().WithParameters(
            [Repo, Parameter.Query("ref", "Branch or commit to begin with; the present one by default."), .. Parameter.Page]);
        group.MapGet("/branches", BranchesAsync).WithSummary("Branches.").Produces<BranchList>().WithParameters(
            Repo, Parameter.Query("remote", "false: without those of remotes.", JsonSchemaType.Boolean));
        group.MapGet("/audit", GitAudit.ListAsync).WithSummary("What was done with git in the instance, newest first.").Produces<ItemList<Grains.Abstractions.Audit.AuditEvent>>().WithParameters(
            Parameter.Query("repo", "Only in this repository."), Parameter.Query("limit", "Entries, 1 to 1000.", JsonSchemaType.Integer, 50));
        group.MapPost("/stage", (string id, HttpContext context, GitCalls git) => IndexAsync(id, context, git, GitActions.Stage, AuditActions.GitStaged))
            .WithSummary("Puts files into the index.").Accepts<StageBody>("application/json").Produces<StageResult>();
        group.MapPost("/unstage", (string id, HttpContext context, GitCalls git) => IndexAsync(id, context, git, GitActions.Unstage, AuditActions.GitUnstaged))
            .WithSummary("Takes files out of the index.").Accepts<StageBody>("application/json").Produces<StageResult>();
        group.MapPost("/commit", CommitAsync).WithSummary("Commits what is staged.").Accepts<CommitBody>("application/json").Produces<CommitMade>(StatusCodes.Status201Created);
        group.MapPost("/pull", PullAsync).WithSummary("Fetches and merges.").Accepts<PullBody>("application/json").Produces<PullResult>();
        group.MapPost("/push", PushAsync).WithSummary("Sends a branch.").Accepts<PushBody>("application/json").Produces<PushResult>();
        group.MapPost("/switch", SwitchAsync).WithSummary("Goes to a branch, also a new one.").Accepts<SwitchBody>("application/json").Produces<BranchSwitched>();
        group.MapPost("/init", InitAsync).WithSummary("Makes an empty repository.").Accepts<InitBody>("application/json").Produces<RepositoryPlace>(StatusCodes.Status201Created);
        group.MapPost("/clone", CloneAsync).WithSummary("Copies a repository from elsewhere into a new folder.").Accepts<CloneBody>("application/json").Produces<RepositoryPlace>(StatusCodes.Status201Created);
    }

    private static string RepoOf(HttpContext context) => Paging.Text(context, "repo", MaxPath) ?? throw Paging.Invalid("repo", "is missing");

    private static string Require(string? value, string name) => !string.IsNullOrEmpty(value) ? value : throw Paging.Invalid(name, "is missing");

    private static bool Flag(HttpContext context, string name, bool fallback) => Paging.Text(context, name) switch
    {
        null => fallback,
        "true" => true,
        "false" => false,
        _ => throw Paging.Invalid(name, "must be true or false"),
    };

    private static async Task<IResult> DiscoverAsync(string id, HttpContext context, GitCalls git) => Json.Ok(await git.AskAsync<RepositoryList>(
        context,
        id,
        GitActions.Discover,
        new DiscoverRepositories(Paging.Text(context, "path", MaxPath) ?? "/", Paging.Number(context, "depth", 5, 0, 20), Flag(context, "submodules", fallback: false))));

    private static async Task<IResult> DiffAsync(string id, HttpContext context, GitCalls git)
    {
        ReadDiff request = new(RepoOf(context), Paging.Text(context, "path", MaxPath), Flag(context, "staged", fallback: false), Paging.Text(context, "commit"));
        return Json.Ok(await git.AskAsync<DiffText>(context, id, GitActions.Diff, request, request.Repo));
    }

    private static async Task<IResult> LogAsync(string id, HttpContext context, GitCalls git) => Json.Ok(await git.AskAsync<CommitLog>(
        context, id, GitActions.Log, new ReadLog(RepoOf(context), Paging.Text(context, "ref"), Paging.Cursor(context), Paging.Limit(context))));

    private static async Task<IResult> BranchesAsync(string id, HttpContext context, GitCalls git) => Json.Ok(await git.AskAsync<BranchList>(
        context, id, GitActions.Branches, new ListBranches(RepoOf(context), Flag(context, "remote", fallback: true))));

    private static async Task<IResult> IndexAsync(string id, HttpContext context, GitCalls git, string action, string audited)
    {
        StageBody body = await Json.ReadAsync<StageBody>(context);
        StageFiles request = new(Require(body.Repo, "repo"), body.Files ?? []);
        if (request.Files.Any(f => f is null))
        {
            throw Paging.Invalid("files", "holds null");
        }

        return Json.Ok(await git.ChangeAsync<StageResult>(context, id, action, request, audited, null, ("repo", request.Repo), ("files", string.Join(", ", request.Files))));
    }

    private static async Task<IResult> CommitAsync(string id, HttpContext context, GitCalls git)
    {
        CommitBody body = await Json.ReadAsync<CommitBody>(context);
        CommitChanges request = new(Require(body.Repo, "repo"), body.Message ?? string.Empty, body.Author);
        return Json.Status(StatusCodes.Status201Created, await git.ChangeAsync<CommitMade>(
            context, id, GitActions.Commit, request, AuditActions.GitCommitted, null, ("repo", request.Repo), ("message", request.Message), ("author", request.Author)));
    }

    private static async Task PullAsync(string id, HttpContext context, GitCalls git)
    {
        PullBody body = await Json.ReadAsync<PullBody>(context);
        PullChanges request = new(Require(body.Repo, "repo"), body.Remote, body.Branch);
        await new ProgressAnswer(context).RunAsync(StatusCodes.Status200OK, progress => git.ChangeAsync<PullResult>(
            context, id, GitActions.Pull, request, AuditActions.GitPulled, progress, ("repo", request.Repo), ("remote", Masked(request.Remote)), ("branch", request.Branch)));
    }

    private static async Task PushAsync(string id, HttpContext context, GitCalls git)
    {
        PushBody body = await Json.ReadAsync<PushBody>(context);
        PushChanges request = new(Require(body.Repo, "repo"), body.Remote, body.Branch, body.Force ?? false);
        await new ProgressAnswer(context).RunAsync(StatusCodes.Status200OK, progress => git.ChangeAsync<PushResult>(
            context, id, GitActions.Push, request, AuditActions.GitPushed, progress,
            ("repo", request.Repo), ("remote", Masked(request.Remote)), ("branch", request.Branch), ("force", request.Force ? "true" : null)));
    }

    private static async Task<IResult> SwitchAsync(string id, HttpContext context, GitCalls git)
    {
        SwitchBody body = await Json.ReadAsync<SwitchBody>(context);
        SwitchBranch request = new(Require(body.Repo, "repo"), Require(body.Branch, "branch"), body.Create ?? false, body.From);
        return Json.Ok(await git.ChangeAsync<BranchSwitched>(
            context, id, GitActions.Switch, request, AuditActions.GitSwitched, null, ("repo", request.Repo), ("branch", request.Branch), ("create", request.Create ? "true" : null)));
    }

    private static async Task<IResult> InitAsync(string id, HttpContext context, GitCalls git)
    {
        InitBody body = await Json.ReadAsync<InitBody>(context);
        InitRepository request = new(Require(body.Path, "path"));
        return Json.Status(StatusCodes.Status201Created, await git.ChangeAsync<RepositoryPlace>(context, id, GitActions.Init, request, AuditActions.GitInitialised, null, ("repo", request.Path)));
    }

    private static async Task CloneAsync(string id, HttpContext context, GitCalls git)
    {
        CloneBody body = await Json.ReadAsync<CloneBody>(context);
        CloneRepository request = new(Require(body.Url, "url"), Require(body.Path, "path"), body.Branch);
        await new ProgressAnswer(context).RunAsync(StatusCodes.Status201Created, progress => git.ChangeAsync<RepositoryPlace>(
            context, id, GitActions.Clone, request, AuditActions.GitCloned, progress, ("repo", request.Path), ("url", Masked(request.Url)), ("branch", request.Branch)));
    }

    private static string? Masked(string? text) => text is null ? null : GitSecrets.Mask(text);
}
