using System.CommandLine;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;
using Anchorage.Cli.Identity;

namespace Anchorage.Cli.Nodes;

/// <summary>Makes an onboarding key; stdout is the line to paste on the new machine.</summary>
internal sealed class NodeKeyCreateCommand : CliCommand
{
    private readonly Argument<string> _label = new("LABEL") { Description = "What the key is for" };
    private readonly Flag<string> _expires = new("--expires", "TIME", "When the key ends, such as 2027-01-31; never if absent");
    private readonly Flag<int?> _maxUses = new("--max-uses", "N", "How many machines may join with it; any number if absent");

    public NodeKeyCreateCommand(CliHost host)
        : base("create", "Create an onboarding key and print the line for the new machine", host)
    {
        Add(_label);
        Add(_expires);
        Add(_maxUses);
    }

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var body = new OnboardingKeyCreate(call.Get(_label)!, Times.Check("--expires", call.Get(_expires)), call.Get(_maxUses));
        var answer = await call.Api().PostAsync("/api/nodes/onboarding-keys", body, ApiJson.Default.OnboardingKeyCreate, ApiJson.Default.OnboardingKeyCreated, cancel);
        if (call.Output.Json)
        {
            call.Output.Document(answer.Raw);
        }
        else
        {
            call.Output.Line(answer.Value.Command ?? answer.Value.Key);
        }

        call.Output.Note($"The key {answer.Value.OnboardingKey.Id} is shown this once. Run the line as root on the machine that shall join.");
        return ExitCodes.Ok;
    }
}
