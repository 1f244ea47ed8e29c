using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Mcp;

namespace Anchorage.Api.Mcp;

internal sealed record ControllableInstance(string Id, string Name, string OwnerId, string OwnerName, InstanceStatus Status, bool McpControllable, McpApproval McpApproval);
