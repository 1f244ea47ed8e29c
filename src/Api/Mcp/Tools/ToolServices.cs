using Anchorage.Api.Files;
using Anchorage.Api.Git;
using Anchorage.Api.Streams;
using Anchorage.Api.Sync;
using Anchorage.Grains;
using Anchorage.Grains.Instances;
using Anchorage.Grains.Terminals;

namespace Anchorage.Api.Mcp.Tools;

/// <summary>What tools reach the house with: the same as the routes of REST.</summary>
internal sealed record ToolServices(IGrainFactory Grains, InstanceLists Instances, TerminalLists Terminals, FileStreams Files, FolderComparer Comparer, FileCopier Copier, GitCalls Git, IStreamBroker Broker, IIdSource Ids, TimeProvider Time);
