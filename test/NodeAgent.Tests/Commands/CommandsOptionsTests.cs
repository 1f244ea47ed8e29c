using Anchorage.NodeAgent.Commands;
using Anchorage.NodeAgent.Nodes;

namespace Anchorage.NodeAgent.Tests.Commands;

public sealed class CommandsOptionsTests
{
    [Theory]
    [InlineData("{}", null)]
    [InlineData("""{"operations":{"update":{"command":["apt-get","update"],"directory":"/root","timeoutSeconds":60}}}""", null)]
    [InlineData("""{"logs":{"ssh":{"journal":"ssh.service"}}}""", null)]
    [InlineData("""{"operations":{"update":{"command":"apt-get update"}}}""", "cannot be used")]
    [InlineData("""{"operations":{"update":{"command":[]}}}""", "update")]
    [InlineData("""{"operations":{"update":{"command":["-x"]}}}""", "update")]
    [InlineData("""{"operations":{"Up date":{"command":["x"]}}}""", "Up date")]
    [InlineData("""{"operations":{"update":{"command":["x"],"timeoutSeconds":0}}}""", "timeoutSeconds")]
    [InlineData("""{"operations":{"update":{"command":["x"],"shell":true}}}""", "shell")]
    [InlineData("""{"logs":{"service":{"file":"/x"}}}""", "taken")]
    [InlineData("""{"logs":{"a":{"file":"x"}}}""", "absolute")]
    [InlineData("""{"logs":{"a":{"file":"/x","journal":"y"}}}""", "either")]
    [InlineData("""{"logs":{"a":{"journal":"-y"}}}""", "unit")]
    [InlineData("nonsense", "cannot be used")]
    public void A_file_that_says_what_is_not_allowed_stops_the_start_and_names_it(string text, string? problem)
    {
        string folder = Directory.CreateTempSubdirectory("anchorage-commands-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "commands.json"), text);
            if (problem is null)
            {
                CommandsOptions.Read(folder, _ => null).ShouldNotBeNull();
            }
            else
            {
                Should.Throw<AgentOptionsException>(() => CommandsOptions.Read(folder, _ => null)).Message.ShouldContain(problem);
            }

            Should.Throw<AgentOptionsException>(() => CommandsOptions.Read(folder, _ => Path.Combine(folder, "none.json")));
            CommandsOptions.Read(Path.Combine(folder, "none"), _ => null).Operations.ShouldBeEmpty();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("DB_PASSWORD", "x", true)]
    [InlineData("GITHUB_TOKEN", "x", true)]
    [InlineData("apiKey", "x", true)]
    [InlineData("DATABASE_URL", "postgres://user:secret@host/db", true)]
    [InlineData("PATH", "/usr/bin", false)]
    [InlineData("HOMEPAGE", "https://example.org/a:b", false)]
    public void What_holds_a_secret_is_known_by_name_or_by_form(string name, string value, bool secret) => SecretNames.IsSecret(name, value).ShouldBe(secret);
}
