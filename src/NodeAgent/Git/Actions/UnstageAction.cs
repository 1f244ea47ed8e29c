using Anchorage.NodeAgent.Protocol.Git;

namespace Anchorage.NodeAgent.Git.Actions;

internal sealed class UnstageAction(GitProgram git, RepositoryLocks locks) : IndexChange(git, locks, GitActions.Unstage, "reset", "--quiet");
