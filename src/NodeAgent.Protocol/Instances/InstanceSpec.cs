namespace Anchorage.NodeAgent.Protocol.Instances;

/// <summary>Everything that an agent must know to make a container. The agent derives names from <see cref="InstanceId"/>: container <c>anchorage-ID</c>, volume <c>anchorage-home-ID</c>.</summary>
/// <param name="InstanceId">Id of the instance: lower case letters and digits.</param>
/// <param name="Name">Name given by the user; becomes the host name.</param>
/// <param name="OwnerId">Id of the owner: containers of one owner share a network, others are unreachable.</param>
/// <param name="OwnerName">For the label only.</param>
/// <param name="Image">Image reference from the administrator's list.</param>
/// <param name="Ports">Published ports.</param>
/// <param name="PublishAddress">Address on which the host ports listen, for example <c>127.0.0.1</c> or <c>0.0.0.0</c>.</param>
/// <param name="Limits">Resource limits.</param>
/// <param name="RestartPolicy"><c>unless-stopped</c>, <c>always</c> or <c>no</c>.</param>
/// <param name="AuthorizedKeys">Public keys, one line each, that may log in.</param>
public sealed record InstanceSpec(
    string InstanceId,
    string Name,
    string OwnerId,
    string OwnerName,
    string Image,
    IReadOnlyList<PortMapping> Ports,
    string PublishAddress,
    InstanceLimits Limits,
    string RestartPolicy,
    IReadOnlyList<string> AuthorizedKeys);
