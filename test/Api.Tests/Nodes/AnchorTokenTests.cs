using System.Net;
using Anchorage.Api.Tests.Hosting;

namespace Anchorage.Api.Tests.Nodes;

/// <summary>The routes by which a password becomes an anchor token, in the shapes of system D.</summary>
public sealed class AnchorTokenTests
{
    private const string Route = "/api/cloud/request-anchor-token";

    [Fact]
    public async Task A_password_becomes_a_token_and_leaves_no_credential_behind()
    {
        await using TestServer server = await TestServer.StartAsync();
        Person owner = await server.NewPersonAsync();
        Person nobody = server.Stranger();

        Answer answer = (await nobody.PostAsync(Route, Body(owner.Name, TestServer.Password))).ShouldBe(200);

        answer["success"].ShouldBe("True");
        answer["expires"].ShouldBe("3600");
        answer["siteAuthToken"].Split('.').Length.ShouldBe(3);
        (await owner.GetAsync("/api/tokens")).Text.ShouldNotContain("anchoring");
        (await server.Superadmin.AuditAsync("action=anchor-token.issue")).ShouldHaveSingleItem().GetProperty("actor").GetProperty("name").GetString().ShouldBe(owner.Name);
        server.Log.Text.ShouldNotContain(TestServer.Password);
        server.Log.Text.ShouldNotContain(answer["siteAuthToken"]);
    }

    [Fact, Trait("case", "D-03")]
    public async Task After_many_wrong_passwords_an_account_must_wait_and_others_need_not()
    {
        await using TestServer server = await TestServer.StartAsync();
        Person guessed = await server.NewPersonAsync();
        Person other = await server.NewPersonAsync();
        Person nobody = server.Stranger();
        int[] answers = new int[20];
        for (int i = 0; i < answers.Length; i++)
        {
            answers[i] = (await nobody.PostAsync(Route, Body(guessed.Name, "wrong password"))).Status;
        }

        answers.ShouldAllBe(status => status == 401 || status == 429);
        answers[0].ShouldBe(401);
        (await nobody.PostAsync(Route, Body(guessed.Name, TestServer.Password))).ShouldBe(429);
        (await nobody.PostAsync(Route, Body(other.Name, TestServer.Password))).ShouldBe(200);
    }

    [Fact]
    public async Task What_is_missing_is_named_in_the_shape_of_system_D_and_makes_nothing()
    {
        await using TestServer server = await TestServer.StartAsync();
        Person owner = await server.NewPersonAsync();
        Person nobody = server.Stranger();

        foreach (object body in (object[])
        [
            Body("", TestServer.Password), Body(owner.Name, ""), new { username = owner.Name, password = TestServer.Password },
            Body(owner.Name, TestServer.Password, new string('f', 129)), new { instance_info = new { fingerprint = "f" } },
        ])
        {
            Answer refused = (await nobody.PostAsync(Route, body)).ShouldBe(400);
            (refused["success"], refused["code"]).ShouldBe(("False", "invalid_request"));
        }

        (await nobody.PostAsync(Route + "-as", new { requestingUsername = owner.Name, requestingPassword = TestServer.Password, instance_info = new { fingerprint = "f" } })).ShouldBe(400);
        (await server.Superadmin.AuditAsync("action=anchor-token.issue")).ShouldBeEmpty();
    }

    private static object Body(string username, string password, string fingerprint = "0123456789abcdef") =>
        new { username, password, instance_info = new { fingerprint, pid = Environment.ProcessId, timestamp = 1_700_000_000_000 } };
}
