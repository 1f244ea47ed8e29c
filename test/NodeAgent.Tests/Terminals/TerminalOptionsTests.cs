using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Terminals;
using Anchorage.NodeAgent.Terminals.Host;

namespace Anchorage.NodeAgent.Tests.Terminals;

/// <summary>What an operator sets about terminals and recordings.</summary>
public sealed class TerminalOptionsTests
{
    [Fact]
    public void The_environment_sets_what_it_names_and_nothing_else()
    {
        var options = new TerminalOptions();
        options.Read(name => name switch { "ANCHORAGE_AGENT_RECORDING_MEGABYTES" => "7", "ANCHORAGE_AGENT_MAX_RECORDINGS" => "3", "ANCHORAGE_AGENT_MAX_TERMINALS_PER_INSTANCE" => "100", _ => null });
        (options.RecordingMegabytes, options.RecordingsMegabytes, options.MaxRecordings, options.MaxTerminals, options.MaxTerminalsPerInstance).ShouldBe((7, 2048, 3, 256, 100));
    }

    [Theory]
    [InlineData("ANCHORAGE_AGENT_RECORDING_MEGABYTES", "0", "1 to 4096")]
    [InlineData("ANCHORAGE_AGENT_RECORDINGS_MEGABYTES", "1000001", "1 to 1000000")]
    [InlineData("ANCHORAGE_AGENT_MAX_RECORDINGS", "many", "1 to 100000")]
    [InlineData("ANCHORAGE_AGENT_MAX_TERMINALS", "-1", "1 to 4096")]
    [InlineData("ANCHORAGE_AGENT_MAX_TERMINALS_PER_INSTANCE", "", "1 to 4096")]
    public void A_value_that_is_not_allowed_is_named_with_those_that_are(string variable, string value, string allowed) =>
        Should.Throw<AgentOptionsException>(() => new TerminalOptions().Read(name => name == variable ? value : null)).Message.ShouldBe($"{variable} is '{value}'; allowed: {allowed}.");

    [Fact]
    public void The_terminal_host_understands_the_limits_that_the_agent_gives_it()
    {
        string[] args = ["--socket", "/s", "--data", "/d", "--recording-megabytes", "7", "--recordings-megabytes", "8", "--max-recordings", "9"];
        TerminalHostArguments.TryParse(args, out TerminalHostArguments arguments, out string problem).ShouldBeTrue(problem);
        (arguments.Options.RecordingBytes, arguments.Options.RecordingsBytes, arguments.Options.MaxRecordings).ShouldBe((7L << 20, 8L << 20, 9));
        TerminalHostArguments.TryParse(["--max-recordings", "0"], out _, out problem).ShouldBeFalse();
        problem.ShouldContain("--max-recordings");
    }
}
