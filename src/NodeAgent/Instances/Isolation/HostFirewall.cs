using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Anchorage.NodeAgent.Instances.Engine;
using Microsoft.Extensions.Logging;

namespace Anchorage.NodeAgent.Instances.Isolation;

/// <summary>Keeps our rules in the node's firewall. Safe to apply again and again; applied after every start of the engine and once a minute.</summary>
internal sealed partial class HostFirewall(InstancesOptions options, DockerEndpoint endpoint, TimeProvider time, ILogger<HostFirewall> logger)
{
    private const string LockFile = "/run/anchorage-firewall.lock";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private static readonly string[] ResolvConfs = ["/run/systemd/resolve/resolv.conf", "/etc/resolv.conf"];
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>Why containers are not kept from the node's ports, for people; null when they are, or when the setting is off.</summary>
    public string? Problem { get; private set; }

    /// <summary>True when no instance may be made because the rules cannot be applied.</summary>
    public bool Forbids => options.HostProtection == "required" && Problem is not null;

    /// <summary>Applies the rules. Failures end in <see cref="Problem"/> and the log.</summary>
    public async Task ApplyAsync(CancellationToken cancellationToken)
    {
        if (options.HostProtection == "off")
        {
            return;
        }

        await _one.WaitAsync(cancellationToken);
        try
        {
            var before = Problem;
            Problem = await TryApplyAsync(cancellationToken);
            if (Problem is not null && Problem != before)
            {
                LogNotApplied(Problem);
            }
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<string?> TryApplyAsync(CancellationToken cancellationToken)
    {
        if (!endpoint.IsLocal)
        {
            return $"The engine at {endpoint} runs on another machine: the agent cannot keep its containers from that machine's ports. Run the agent there.";
        }

        if (!Environment.IsPrivilegedProcess)
        {
            return "The agent is not root: containers can reach ports of this node that listen on other addresses than 127.0.0.1. Run the agent as root, or block the interfaces anch+ in the firewall.";
        }

        try
        {
            using var deadline = new CancellationTokenSource(Deadline, time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
            await using var alone = await LockAsync(both.Token);
            await ApplyFamilyAsync("iptables", AddressFamily.InterNetwork, "DOCKER-USER", both.Token);
            try
            {
                await ApplyFamilyAsync("ip6tables", AddressFamily.InterNetworkV6, "FORWARD", both.Token);
            }
            catch (InvalidOperationException e)
            {
                // Kernels without IPv6 tables carry no IPv6 from a bridge either.
                LogNoIpv6(e.Message);
            }

            return null;
        }
        catch (Exception e) when (e is InvalidOperationException or IOException or UnauthorizedAccessException or System.ComponentModel.Win32Exception || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return "The firewall rules of the node cannot be set: " + e.Message + " Containers can reach ports of this node. Install iptables: sudo apt-get install -y iptables";
        }
    }

    private async Task ApplyFamilyAsync(string program, AddressFamily family, string forwardHook, CancellationToken cancellationToken)
    {
        var resolvers = ResolvConfs.Where(File.Exists).SelectMany(path => FirewallRules.Resolvers(File.ReadAllText(path))).Distinct();
        var text = FirewallRules.Text(family, options.BlockedNetworks.Select(IPNetwork.Parse), resolvers);
        await RunAsync(program + "-restore", ["--noflush", "--wait=5"], text, cancellationToken);
        await HookAsync(program, "INPUT", FirewallRules.InputChain, cancellationToken);
        await HookAsync(program, forwardHook, FirewallRules.ForwardChain, cancellationToken);
    }

    private static async Task HookAsync(string program, string chain, string target, CancellationToken cancellationToken)
    {
        var former = FirewallRules.JumpPositions(await RunAsync(program, ["-w", "5", "-S", chain], null, cancellationToken), chain, target);
        var isFirst = former is [0, ..];
        if (!isFirst)
        {
            await RunAsync(program, ["-w", "5", "-I", chain, "1", "-j", target], null, cancellationToken);
        }

        // From the last on, so that the numbers of the others stay; the new jump moved them all by one.
        foreach (var position in former.Skip(isFirst ? 1 : 0).Reverse())
        {
            await RunAsync(program, ["-w", "5", "-D", chain, $"{position + (isFirst ? 1 : 2)}"], null, cancellationToken);
        }
    }

    /// <summary>Keeps the other agents of this machine out: between a look at a chain and a change by number it must stay as it is.</summary>
    private async Task<FileStream> LockAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(LockFile))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), time, cancellationToken);
            }
        }
    }

    private static async Task<string> RunAsync(string program, string[] arguments, string? input, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo { FileName = program, UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        Array.ForEach(arguments, start.ArgumentList.Add);
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken);
            process.StandardInput.Close();
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {(await errors).Trim()}.");
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Problem}")]
    private partial void LogNotApplied(string problem);

    [LoggerMessage(Level = LogLevel.Debug, Message = "No IPv6 rules: {Reason}")]
    private partial void LogNoIpv6(string reason);
}
