using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Output;

namespace Anchorage.Cli.Nodes.Anchoring;

/// <summary>Parts this machine from its server: its identity is removed and the link ends.</summary>
internal sealed class NodeUnanchorCommand : CliCommand
{
    private readonly Flag<string> _data = new("--data", "FOLDER", "Data folder of the agent");
    private readonly Flag<bool> _yes = new("--yes", "", "Do not ask", "-y");

    public NodeUnanchorCommand(CliHost host)
        : base("unanchor", "Remove the identity of this machine and end its link", host)
    {
        Add(_data);
        Add(_yes);
    }

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        AgentProgram agent = new(call.Environment, call.Get(_data) ?? new AgentSettings(call.Environment).Find(AgentSettings.Data));
        AnchorStatus before = await agent.ReadAsync(cancel);
        if (before.Server is null)
        {
            call.Output.Note("This machine is not anchored.");
            return ExitCodes.Ok;
        }

        if (!call.Get(_yes) && !Questions.Confirm(call.Environment, $"Part this machine from {before.Server}, where it is {before.Name}?", "--yes"))
        {
            call.Output.Note("Nothing was changed.");
            return ExitCodes.Ok;
        }

        bool told = await agent.ForgetAsync(cancel);
        call.Output.Note($"Parted from {before.Server}. The machine stays listed there as {(told ? "parted" : "offline, for the server could not be told,")} until its owner removes it.");
        return ExitCodes.Ok;
    }
}
