using Anchorage.NodeAgent.Protocol.Git;

namespace Anchorage.NodeAgent.Git.Actions;

internal sealed class StageAction(GitProgram git, RepositoryLocks locks) : IndexChange(git, locks, GitActions.Stage, "add", "--all");
