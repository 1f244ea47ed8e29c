using Anchorage.NodeAgent.Files;
using Anchorage.NodeAgent.Files.Roots;
using Anchorage.NodeAgent.Nodes;
using Microsoft.Win32.SafeHandles;

namespace Anchorage.NodeAgent.Instances.Machine;

/// <summary>The files of this machine, below the folder that its administrator allows, as the account that work is done as.</summary>
internal sealed class MachineRoots(ThisMachine machine, FileThreads threads) : IFileRootSource
{
    /// <inheritdoc/>
    public Task<FileRoot?> TryOpenAsync(string instanceId, CancellationToken cancellationToken)
    {
        if (!machine.Is(instanceId))
        {
            return Task.FromResult<FileRoot?>(null);
        }

        MachineAccount account = machine.Account();
        FileIdentity? identity = IdentitySwitch.IsPossible ? new FileIdentity(account.User, account.Group, account.Groups, Capabilities: 0) : FileIdentity.Own;
        SafeFileHandle root;
        try
        {
            root = FileRoot.OpenHandle(machine.FilesRoot);
        }
        catch (LinkRequestException e)
        {
            throw new LinkRequestException(FileErrors.Unavailable, $"The folder {machine.FilesRoot} that this machine shows cannot be opened: {e.Message}");
        }

        return Task.FromResult<FileRoot?>(new FileRoot(root, identity, IdMap.Same, IdMap.Same, Home(account), threads));
    }

    /// <summary>The account's home as it is seen below the root; the root itself when it lies elsewhere.</summary>
    private FilePath Home(MachineAccount account)
    {
        string beneath = Path.GetRelativePath(machine.FilesRoot, account.Home);
        return Directory.Exists(account.Home) && beneath is not (".." or ".") && !beneath.StartsWith("../", StringComparison.Ordinal) && !Path.IsPathRooted(beneath)
            ? FilePath.FromBytes(System.Text.Encoding.UTF8.GetBytes("/" + beneath))
            : FilePath.Root;
    }
}
