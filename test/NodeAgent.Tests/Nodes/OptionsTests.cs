using Anchorage.NodeAgent.Nodes;

namespace Anchorage.NodeAgent.Tests.Nodes;

public sealed class OptionsTests
{
    [Theory]
    [InlineData("--server", null, "--server is missing")]
    [InlineData("--server", "harbour", "--server: 'harbour'")]
    [InlineData("--server", "ftp://harbour", "--server: 'ftp://harbour'")]
    [InlineData("--server", "http://10.0.0.1:80", "--server: plain http to 10.0.0.1")]
    [InlineData("--server", "http://harbour.example", "--server: plain http to harbour.example")]
    [InlineData("--server", "https://user:pw@harbour", "--server:")]
    [InlineData("--onboarding-key", "anok_short", "--onboarding-key: the onboarding key is damaged")]
    [InlineData("--onboarding-key", "anok_a_b.notafingerprint", "--onboarding-key: the onboarding key is damaged")]
    [InlineData("--data", "relative", "--data: 'relative'")]
    [InlineData("--name", "-rf", "--name: '-rf'")]
    [InlineData("--name", "a b", "--name: 'a b'")]
    [InlineData("--run-as", "-rf", "--run-as: '-rf'")]
    [InlineData("--run-as", "a b", "--run-as: 'a b'")]
    public void A_wrong_value_names_its_setting(string option, string? value, string text) =>
        Should.Throw<AgentOptionsException>(() => Read((option, value))).Message.ShouldContain(text);

    [Fact]
    public void A_damaged_key_is_not_shown() =>
        Should.Throw<AgentOptionsException>(() => Read(("--onboarding-key", "anok_id_TOPSECRET.x"))).Message.ShouldNotContain("TOPSECRET");

    [Theory]
    [InlineData("http://127.0.0.1:7420", false, "ws://127.0.0.1:7420/agent/link")]
    [InlineData("http://[::1]:7420", false, "ws://[::1]:7420/agent/link")]
    [InlineData("http://localhost", false, "ws://localhost/agent/link")]
    [InlineData("https://harbour.example/", true, "wss://harbour.example/agent/link")]
    [InlineData("https://harbour.example/sub", true, "wss://harbour.example/sub/agent/link")]
    [InlineData("unix:/run/anchorage/agent.sock", false, "ws://localhost/agent/link")]
    public void Servers_are_understood(string text, bool tls, string link)
    {
        ServerAddress server = Read(("--server", text)).Server;
        server.IsTls.ShouldBe(tls);
        server.Socket("agent/link").ToString().ShouldBe(link);
    }

    [Fact]
    public void The_environment_stands_in_and_the_command_line_wins()
    {
        Dictionary<string, string> environment = new() { ["SERVER"] = "https://a.example", ["NAME"] = "from-env", ["LOCAL"] = "true", ["DATA"] = "/srv/x" };
        AgentOptionsReader reader = new(o => o == "--name" ? "from-args" : null, environment.GetValueOrDefault);

        AgentOptions options = reader.Read(local: false);

        options.Name.ShouldBe("from-args");
        options.Local.ShouldBeTrue();
        options.DataDirectory.ShouldBe("/srv/x");
        environment["LOCAL"] = "maybe";
        Should.Throw<AgentOptionsException>(() => reader.Read(local: false)).Message.ShouldContain("ANCHORAGE_AGENT_LOCAL");
    }

    [Fact]
    public void The_pin_is_taken_from_the_key_and_not_sent()
    {
        string pin = System.Buffers.Text.Base64Url.EncodeToString(new byte[32]);
        OnboardingKeyText key = OnboardingKeyText.Parse($" anok_id_secret.{pin}\n", "--onboarding-key");
        key.Credential.ShouldBe("anok_id_secret");
        key.Pin.ShouldBe(pin);
    }

    private static AgentOptions Read((string Option, string? Value) given, string data = "/nowhere/anchorage") =>
        new AgentOptionsReader(o => o == given.Option ? given.Value : o switch { "--server" => "https://harbour.example", "--data" => data, _ => null }, _ => null).Read(local: false);

    [Fact]
    public void Without_a_server_the_one_of_the_identity_is_meant()
    {
        string data = Directory.CreateTempSubdirectory("anchorage-options-").FullName;
        try
        {
            new IdentityStore(data).Save(new AgentIdentity("n1", "berth", "ann", "https://anchored.example", null, NodeKey.Create(), null, "hash", DateTimeOffset.UnixEpoch));
            Read(("--server", null), data).Server.Text.ShouldBe("https://anchored.example");
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    [Fact]
    public void The_machine_is_offered_unless_it_is_the_servers_own_and_root_only_where_that_is_said()
    {
        Dictionary<string, string> environment = new() { ["SERVER"] = "https://a.example", ["DATA"] = "/srv/x" };
        AgentOptionsReader reader = new(_ => null, environment.GetValueOrDefault);

        (reader.Read(local: false).Machine, reader.Read(local: true).Machine, reader.Read(local: false).AllowRoot, reader.Read(local: false).RunAs).ShouldBe((true, false, false, null));
        environment["MACHINE"] = "true";
        environment["RUN_AS"] = "deploy";
        environment["FILES_ROOT"] = "/srv";
        (reader.Read(local: true).Machine, reader.Read(local: true).RunAs, reader.Read(local: true).FilesRoot).ShouldBe((true, "deploy", "/srv"));
        environment["FILES_ROOT"] = "/srv/../etc";
        Should.Throw<AgentOptionsException>(() => reader.Read(local: false)).Message.ShouldContain("ANCHORAGE_AGENT_FILES_ROOT");
    }
}
