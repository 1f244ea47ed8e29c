using Anchorage.NodeAgent.Files.Archives;
using Anchorage.NodeAgent.Files.Batches;
using Anchorage.NodeAgent.Files.Browsing;
using Anchorage.NodeAgent.Files.Changing;
using Anchorage.NodeAgent.Files.Reading;
using Anchorage.NodeAgent.Files.Roots;
using Anchorage.NodeAgent.Files.Searching;
using Anchorage.NodeAgent.Files.Transfers;
using Anchorage.NodeAgent.Files.Trash;
using Anchorage.NodeAgent.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Anchorage.NodeAgent.Files;

/// <summary>Composes the part of the agent that reaches files.</summary>
public static class FilesRegistration
{
    /// <summary>Adds files. Needs the containers of <c>AddInstances</c>.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Changes what the environment says.</param>
    /// <exception cref="AgentOptionsException">A setting is not allowed.</exception>
    public static IServiceCollection AddFiles(this IServiceCollection services, Action<FilesOptions>? configure = null)
    {
        FilesOptions options = new();
        options.Read(Environment.GetEnvironmentVariable);
        configure?.Invoke(options);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton<FileThreads>();
        services.AddSingleton<FileRoots>();
        services.AddSingleton<IFileRootSource, ContainerRoots>();
        services.AddSingleton<IFileAction, ListAction>();
        services.AddSingleton<IFileAction, StatAction>();
        services.AddSingleton<IFileAction, ReadAction>();
        services.AddSingleton<IFileAction, WriteAction>();
        services.AddSingleton<IFileAction, MakeFolderAction>();
        services.AddSingleton<IFileAction>(_ => new MoveAction(options, copies: false));
        services.AddSingleton<IFileAction>(_ => new MoveAction(options, copies: true));
        services.AddSingleton<IFileAction, ModeAction>();
        services.AddSingleton<IFileAction, DeleteAction>();
        services.AddSingleton<IFileAction, ListTrashAction>();
        services.AddSingleton<IFileAction, RestoreAction>();
        services.AddSingleton<IFileAction, EmptyAction>();
        services.AddSingleton<IFileAction, BrowseAction>();
        services.AddSingleton<IFileAction, FoldersAction>();
        services.AddSingleton<IFileAction, TreeAction>();
        services.AddSingleton<IFileAction, WriteBatchAction>();
        services.AddSingleton<IFileAction, CopyDifferencesAction>();
        services.AddSingleton<IFileAction, CleanUpAction>();
        services.AddSingleton<IFileAction, PackAction>();
        services.AddSingleton<IFileAction, UnpackAction>();
        services.AddSingleton<IFileAction, SearchAction>();
        services.AddSingleton<TransferBook>();
        services.AddSingleton<IFileAction, StartUploadAction>();
        services.AddSingleton<IFileAction, StartDownloadAction>();
        services.AddSingleton<IFileAction, StatusAction>();
        services.AddSingleton<IFileAction, CancelAction>();
        services.AddSingleton<IFileAction, ResumeAction>();
        services.AddSingleton<IFileAction, PutChunkAction>();
        services.AddSingleton<IFileAction, GetChunkAction>();
        services.AddSingleton<IFileAction, FinishAction>();
        services.AddHostedService<TransferSweep>();
        services.AddSingleton<IStreamHandler, FilesStreamHandler>();
        return services;
    }
}
