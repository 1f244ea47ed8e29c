using System.CommandLine;
using System.Text;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Tests.Support;

namespace Anchorage.Cli.Tests.CommandLine;

public sealed class HelpTests
{
    private static readonly string Golden = Repository.File("test", "Cli.Tests", "CommandLine", "help.golden.txt");

    /// <summary>The help of every command is a contract: a change is seen in the diff. ANCHORAGE_UPDATE_GOLDEN=1 writes it anew.</summary>
    [Fact]
    public async Task The_help_of_every_command_is_as_checked_in()
    {
        using var home = new CliHome();
        var text = new StringBuilder();
        foreach (var words in Paths())
        {
            var run = (await home.RunAsync([.. words, "--help"])).ShouldExit(0);
            text.Append("$ anchorage ").AppendJoin(' ', words.Append("--help")).Append('\n');
            foreach (var line in run.Out.Split('\n'))
            {
                text.Append(line.TrimEnd()).Append('\n');
            }
        }

        if (Environment.GetEnvironmentVariable("ANCHORAGE_UPDATE_GOLDEN") == "1")
        {
            await File.WriteAllTextAsync(Golden, text.ToString(), TestContext.Current.CancellationToken);
        }

        text.ToString().ShouldBe(await File.ReadAllTextAsync(Golden, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Every_flag_has_a_variable_and_says_so()
    {
        foreach (var (command, option) in Commands(Root()).SelectMany(c => c.Options.Select(o => (c, o))).Where(p => p.o.Name is not ("--help" or "--version")))
        {
            var variable = "ANCHORAGE_" + option.Name[2..].Replace('-', '_').ToUpperInvariant();
            option.Description.ShouldNotBeNull($"{command.Name} {option.Name}").ShouldEndWith($"[{variable}]");
        }
    }

    [Fact]
    public void Every_command_is_in_the_user_documentation()
    {
        var documentation = File.ReadAllText(Repository.File("docs", "cli.md"));
        var missing = Paths().Where(w => w.Length > 0).Select(w => string.Join(' ', w)).Where(w => !documentation.Contains($"anchorage {w}", StringComparison.Ordinal));
        missing.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("bash", "complete -o default -F")]
    [InlineData("zsh", "compdef _anchorage anchorage")]
    [InlineData("fish", "complete -c anchorage")]
    public async Task Completion_scripts_ask_the_suggest_directive(string shell, string words)
    {
        using var home = new CliHome();
        var run = (await home.RunAsync("completion", shell)).ShouldExit(0);
        run.Out.ShouldContain(words);
        run.Out.ShouldContain("[suggest:");
        (await home.RunAsync("completion", "tcsh")).ShouldExit(4);
    }

    [Fact]
    public async Task Suggestions_name_commands_and_values()
    {
        using var home = new CliHome();
        (await SuggestAsync(home, "anchorage instances ")).ShouldContain("rebuild");
        (await SuggestAsync(home, "anchorage completion ")).ShouldContain("fish");
        (await SuggestAsync(home, "anchorage audit ls --outcome ")).ShouldContain("refused");
    }

    private static async Task<string[]> SuggestAsync(CliHome home, string line) =>
        (await home.RunAsync($"[suggest:{line.Length}]", line)).ShouldExit(0).Out.Split(Environment.NewLine);

    private static RootCommand Root() => CommandTree.Build(new CliHost(ProcessEnvironment.Create(), new GlobalFlags()));

    private static IEnumerable<Command> Commands(Command command) => command.Subcommands.SelectMany(Commands).Prepend(command);

    private static IEnumerable<string[]> Paths() => Paths(Root(), []);

    private static IEnumerable<string[]> Paths(Command command, string[] words) =>
        command.Subcommands.SelectMany(c => Paths(c, [.. words, c.Name])).Prepend(words);
}
