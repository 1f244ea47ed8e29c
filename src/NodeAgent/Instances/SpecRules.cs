using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Anchorage.NodeAgent.Operations;
using Anchorage.NodeAgent.Protocol.Instances;

namespace Anchorage.NodeAgent.Instances;

/// <summary>What an agent accepts from the server. The server checks too; the agent does not rely on it.</summary>
internal static partial class SpecRules
{
    /// <summary>Most bytes of public keys that fit one environment variable of a program in the container.</summary>
    public const int MaxKeyBytes = 100 * 1024;

    /// <exception cref="WorkFailedException"><c>invalid_request</c></exception>
    public static void Check(InstanceSpec? spec)
    {
        if (spec is not
            {
                InstanceId: not null, Name: not null, OwnerId: not null, OwnerName: not null, Image: not null, Ports: not null,
                PublishAddress: not null, Limits: not null, RestartPolicy: not null, AuthorizedKeys: not null,
            })
        {
            throw new WorkFailedException(WorkErrors.InvalidRequest, "The agent refuses the request: the specification is incomplete.");
        }

        CheckId(spec.InstanceId, "instance");
        CheckId(spec.OwnerId, "owner");
        Demand(spec.Image.Length <= 255 && ImageReference().IsMatch(spec.Image), $"'{spec.Image}' is not an image reference");
        Demand(IPAddress.TryParse(spec.PublishAddress, out _), $"'{spec.PublishAddress}' is not an address");
        Demand(spec.Ports.Count is > 0 and <= 16, "an instance publishes 1 to 16 ports");
        Demand(spec.Ports.All(p => p.Host is > 0 and < 65536 && p.Container is > 0 and < 65536), "ports are 1 to 65535");
        Demand(spec.Ports.Select(p => p.Host).Distinct().Count() == spec.Ports.Count && spec.Ports.Select(p => p.Container).Distinct().Count() == spec.Ports.Count, "a port is named twice");
        CheckLimits(spec.Limits);
        CheckRestartPolicy(spec.RestartPolicy);
        CheckKeys(spec.AuthorizedKeys);
    }

    public static void CheckOperation(string? id) =>
        Demand(id is { Length: > 0 and <= 64 } && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'), $"'{id}' is not the id of an operation");

    public static void CheckId(string? id, string what) => Demand(id is not null && InstanceNames.IsId(id), $"'{id}' is not an id of an {what}");

    public static void CheckLimits(InstanceLimits limits)
    {
        Demand(limits.MemoryMb is >= 128 and <= 262144, "memory is 128 to 262144 MiB");
        Demand(limits.Cpus is >= 0.1 and <= 64, "processors are 0.1 to 64");
        Demand(limits.Pids is >= 64 and <= 131072, "processes are 64 to 131072");
    }

    public static void CheckRestartPolicy(string policy) => Demand(policy is "unless-stopped" or "always" or "no", $"restart policy '{policy}' is not one of unless-stopped, always, no");

    public static void CheckKeys(IReadOnlyList<string>? keys)
    {
        if (keys is null)
        {
            throw new WorkFailedException(WorkErrors.InvalidRequest, "The agent refuses the request: the keys are missing.");
        }

        Demand(keys.All(k => k is { Length: > 0 } && !k.Any(char.IsControl)), "a public key is one line");
        Demand(keys.Sum(k => Encoding.UTF8.GetByteCount(k) + 1) <= MaxKeyBytes, $"public keys take at most {MaxKeyBytes} bytes together");
    }

    private static void Demand(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new WorkFailedException(WorkErrors.InvalidRequest, $"The agent refuses the request: {otherwise}.");
        }
    }

    [GeneratedRegex(@"\A[a-zA-Z0-9][a-zA-Z0-9._/:@-]*\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ImageReference();
}
