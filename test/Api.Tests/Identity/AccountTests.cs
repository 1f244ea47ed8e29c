using System.Diagnostics;
using Anchorage.Api.Tests.Hosting;

namespace Anchorage.Api.Tests.Identity;

public sealed class AccountTests(ServerFixture fixture)
{
    private TestServer Server => fixture.Server;

    [Fact, Trait("case", "K-01")]
    public async Task Sign_up_then_sign_in_over_https_set_a_cookie_that_scripts_and_other_sites_cannot_use()
    {
        await using TestServer server = await TestServer.StartAsync(https: true);
        Person newcomer = server.Stranger();
        Answer signUp = await newcomer.PostAsync("/api/auth/signup", new { username = "newcomer", email = "new@example.org", password = TestServer.Password });
        signUp.ShouldBe(201)["user.role"].ShouldBe("user");

        Answer signIn = await newcomer.PostAsync("/api/auth/login", new { username = "new@example.org", password = TestServer.Password });

        foreach (Answer answer in (Answer[])[signUp, signIn.ShouldBe(200)])
        {
            string cookie = answer.Headers.GetValues("Set-Cookie").Single().ToLowerInvariant();
            cookie.ShouldContain("; httponly");
            cookie.ShouldContain("; secure");
            cookie.ShouldContain("; samesite=strict");
        }

        newcomer.Cookie = Person.CookieOf(signIn);
        (await newcomer.GetAsync("/api/instances")).Items().ShouldBeEmpty();
        (await newcomer.GetAsync("/api/auth/me"))["user.username"].ShouldBe("newcomer");
    }

    [Fact, Trait("case", "K-02")]
    public async Task A_name_or_address_that_is_taken_is_a_conflict()
    {
        Person first = await Server.NewPersonAsync();
        Person stranger = Server.Stranger();

        (await SignUpAsync(stranger, first.Name.ToUpperInvariant(), "free@example.org")).ShouldBe(409, "username_taken");
        (await SignUpAsync(stranger, "freename", $"{first.Name}@EXAMPLE.org")).ShouldBe(409, "email_taken");

        // The refusal of the address gave the name back.
        (await SignUpAsync(stranger, "freename", "freename@example.org")).ShouldBe(201);
    }

    [Theory, Trait("case", "K-02")]
    [InlineData("""{"email":"a@example.org","password":"long enough"}""")]
    [InlineData("""{"username":"somebody","password":"long enough"}""")]
    [InlineData("""{"username":"somebody","email":"s@example.org"}""")]
    [InlineData("""{"username":"somebody","email":"nowhere","password":"long enough"}""")]
    [InlineData("""{"username":"some body","email":"s@example.org","password":"long enough"}""")]
    [InlineData("""{"username":"../etc","email":"s@example.org","password":"long enough"}""")]
    [InlineData("""{"username":"so","email":"s@example.org","password":"long enough"}""")]
    [InlineData("""{"username":"somebody","email":"s@example.org","password":"short"}""")]
    public async Task An_incomplete_or_malformed_sign_up_is_refused_and_names_the_field(string body)
    {
        Answer answer = await Server.Stranger().PostAsync("/api/auth/signup", PersonActions.Raw(body));

        answer.ShouldBe(400, "invalid_request").Json.TryGetProperty("errors", out _).ShouldBeTrue(answer.Text);
    }

    [Fact, Trait("case", "P-04")]
    public async Task A_name_of_51_characters_is_refused_and_one_of_50_is_taken()
    {
        (await SignUpAsync(Server.Stranger(), new string('a', 51), "l51@example.org")).ShouldBe(400);
        (await SignUpAsync(Server.Stranger(), new string('a', 50), "l50@example.org")).ShouldBe(201);
    }

    [Fact, Trait("case", "K-03")]
    public async Task An_unknown_user_and_a_wrong_password_look_the_same()
    {
        Person known = await Server.NewPersonAsync();
        List<double> wrong = [];
        List<double> unknown = [];
        for (int round = 0; round < 9; round++)
        {
            // Each from an address of its own: five failures would close the account for one.
            Answer first = await TimedAsync(known.Name, wrong);
            Answer second = await TimedAsync($"nobody{round}", unknown);

            first.ShouldBe(401, "invalid_credentials");
            second.ShouldBe(401, "invalid_credentials");
            WithoutTrace(second).ShouldBe(WithoutTrace(first));
            second.Headers.Select(h => h.Key).ShouldBe(first.Headers.Select(h => h.Key), ignoreOrder: true);
        }

        // The machine is shared: only a gap that nobody could mistake for noise fails. Skipping the hash would be one.
        double gap = Math.Abs(Median(wrong) - Median(unknown));
        gap.ShouldBeLessThan(Math.Max(Median(wrong), Median(unknown)) * 0.8 + 5, $"{Median(wrong):0.0} ms and {Median(unknown):0.0} ms");

        static string WithoutTrace(Answer answer) => answer.Text.Replace(answer["traceId"], string.Empty, StringComparison.Ordinal);
    }

    [Theory, Trait("case", "P-03")]
    [InlineData("disabled", "account_disabled")]
    [InlineData("expired", "account_expired")]
    public async Task The_state_of_an_account_is_told_only_after_the_right_password(string state, string code)
    {
        await using TestServer server = await TestServer.StartAsync();
        Person person = await server.NewPersonAsync();
        DateTimeOffset end = server.Clock.GetUtcNow().AddMinutes(1);
        object change = state == "disabled" ? new { status = "disabled" } : new { expiresAt = end };
        (await server.Superadmin.PatchAsync($"/api/users/{person.Id}", change)).ShouldBe(200);
        server.Clock.Jump(TimeSpan.FromMinutes(state == "expired" ? 2 : 0));

        (await server.Stranger().PostAsync("/api/auth/login", new { username = person.Name, password = "not the password" })).ShouldBe(401, "invalid_credentials");
        (await server.Stranger().PostAsync("/api/auth/login", new { username = person.Name, password = TestServer.Password })).ShouldBe(403, code);
    }

    [Fact]
    public async Task Five_failures_close_an_account_for_one_address_and_fifteen_minutes()
    {
        await using TestServer server = await TestServer.StartAsync();
        Person person = await server.NewPersonAsync();
        Person attacker = server.Stranger();
        for (int i = 0; i < 5; i++)
        {
            (await attacker.PostAsync("/api/auth/login", new { username = person.Name, password = $"guess {i}" })).ShouldBe(401);
        }

        Answer closed = await attacker.PostAsync("/api/auth/login", new { username = person.Name, password = TestServer.Password });
        closed.ShouldBe(429, "too_many_attempts").Headers.RetryAfter!.Delta!.Value.ShouldBeInRange(TimeSpan.FromMinutes(14), TimeSpan.FromMinutes(15));

        // The owner, elsewhere, is not locked out; and the window ends.
        await person.SignInAsync();
        server.Clock.Jump(TimeSpan.FromMinutes(15));
        (await attacker.PostAsync("/api/auth/login", new { username = person.Name, password = TestServer.Password })).ShouldBe(200);
    }

    [Fact]
    public async Task Sixty_sign_ins_under_sixty_names_close_an_address_for_a_while()
    {
        await using TestServer server = await TestServer.StartAsync();
        Person owner = await server.NewPersonAsync();
        Person attacker = server.Stranger();
        List<Answer> answers = [];
        foreach (int[] names in Enumerable.Range(0, 70).Chunk(10))
        {
            answers.AddRange(await Task.WhenAll(names.Select(i => attacker.PostAsync("/api/auth/login", new { username = $"guessed{i}", password = "one password for all" }))));
        }

        answers.Count(a => a.Status == 401 && a.Code == "invalid_credentials").ShouldBe(60);
        Answer[] refused = [.. answers.Where(a => a.Status != 401)];
        refused.Length.ShouldBe(10);
        foreach (Answer answer in refused)
        {
            answer.ShouldBe(429, "too_many_requests").Headers.RetryAfter!.Delta!.Value.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
        }

        // The right password does not help from there; every other way to send passwords is closed too, and other addresses are not.
        (await attacker.PostAsync("/api/auth/login", new { username = owner.Name, password = TestServer.Password })).ShouldBe(429, "too_many_requests");
        (await attacker.PostAsync("/api/auth/token", new { username = owner.Name, password = TestServer.Password, label = "x" })).ShouldBe(429, "too_many_requests");
        await owner.SignInAsync();
    }

    [Fact, Trait("case", "K-04")]
    public async Task Secrets_are_shown_once()
    {
        Person owner = await Server.NewPersonAsync();
        Answer token = (await owner.PostAsync("/api/tokens", new { label = "laptop" })).ShouldBe(201);
        Answer key = (await owner.PostAsync("/api/nodes/onboarding-keys", new { label = "machine" })).ShouldBe(201);
        Answer made = (await Server.Superadmin.PostAsync("/api/users", new { username = "madebyadmin", email = "made@example.org" })).ShouldBe(201);
        string[] secrets = [token["token"], key["key"], made["password"]];
        secrets.ShouldAllBe(s => s.Length >= 12);

        string[] later =
        [
            (await owner.GetAsync("/api/tokens")).Text, (await owner.GetAsync("/api/nodes/onboarding-keys")).Text,
            (await Server.Superadmin.GetAsync("/api/users?q=madebyadmin")).Text, (await Server.Superadmin.GetAsync($"/api/users/{made["user.id"]}")).Text,
            (await Server.Superadmin.GetAsync("/api/audit?limit=200")).Text, Server.Log.Text,
        ];

        foreach (string secret in secrets)
        {
            later.ShouldAllBe(text => !text.Contains(secret, StringComparison.Ordinal));
        }
    }

    [Fact, Trait("case", "P-01")]
    public async Task A_tampered_expired_or_revoked_token_is_nobody()
    {
        await using TestServer server = await TestServer.StartAsync();
        Person owner = await server.NewPersonAsync();
        Answer made = await owner.PostAsync("/api/tokens", new { label = "short", expiresAt = server.Clock.GetUtcNow().AddMinutes(5) });
        string token = made.ShouldBe(201)["token"];
        (await owner.With(token).GetAsync("/api/auth/me")).ShouldBe(200);

        char last = token[^1] == 'a' ? 'b' : 'a';
        foreach (string bad in (string[])[token[..^1] + last, token[..^8], token + "a", "anc_", "eyJhbGciOiJub25lIn0.e30.", owner.Cookie!.Split('=')[1]])
        {
            (await owner.With(bad).GetAsync("/api/auth/me")).ShouldBe(401, "not_signed_in");
        }

        server.Clock.Jump(TimeSpan.FromMinutes(6));
        (await owner.With(token).GetAsync("/api/auth/me")).ShouldBe(401, "signed_out_expired");
    }

    [Fact]
    public async Task A_changed_password_ends_the_other_sessions()
    {
        Person person = await Server.NewPersonAsync();
        string elsewhere = person.Cookie!;
        await person.SignInAsync();

        (await person.PostAsync("/api/auth/password", new { oldPassword = "wrong one", newPassword = "another password" })).ShouldBe(401, "invalid_credentials");
        (await person.PostAsync("/api/auth/password", new { oldPassword = TestServer.Password, newPassword = "another password" })).ShouldBe(204);

        (await person.GetAsync("/api/auth/me")).ShouldBe(200);
        person.Cookie = elsewhere;
        (await person.GetAsync("/api/auth/me")).ShouldBe(401);
        (await Server.Stranger().PostAsync("/api/auth/login", new { username = person.Name, password = TestServer.Password })).ShouldBe(401);
    }

    [Fact]
    public async Task The_last_superadmin_stays_and_nobody_removes_themselves()
    {
        await using TestServer server = await TestServer.StartAsync();
        Person boss = server.Superadmin;
        string path = $"/api/users/{boss.Id}";

        (await boss.DeleteAsync(path)).ShouldBe(409, "cannot_delete_self");
        (await server.Operator.DeleteAsync(path)).ShouldBe(409, "last_superadmin");
        (await server.Operator.PatchAsync(path, new { role = "user" })).ShouldBe(409, "last_superadmin");
        (await server.Operator.PatchAsync(path, new { status = "disabled" })).ShouldBe(409, "last_superadmin");

        Person second = await server.NewPersonAsync("superadmin");
        (await second.DeleteAsync(path)).ShouldBe(204);
        (await boss.GetAsync("/api/auth/me")).ShouldBe(401);
    }

    [Fact, Trait("case", "X-09")]
    public async Task Of_two_administrators_who_edit_the_same_account_one_hears_of_the_other()
    {
        Person edited = await Server.NewPersonAsync();
        Person[] admins = [await Server.NewPersonAsync("admin"), await Server.NewPersonAsync("admin")];
        string etag = (await admins[0].GetAsync($"/api/users/{edited.Id}")).Headers.ETag!.Tag;

        Answer[] answers = await Task.WhenAll(
            admins[0].PatchAsync($"/api/users/{edited.Id}", new { instanceQuota = 7 }, etag),
            admins[1].PatchAsync($"/api/users/{edited.Id}", new { instanceQuota = 9 }, etag));

        answers.Select(a => a.Status).Order().ShouldBe([200, 412]);
        answers.Single(a => a.Status == 412).Code.ShouldBe("changed_meanwhile");
        (await admins[0].GetAsync($"/api/users/{edited.Id}"))["instanceQuota"].ShouldBe(answers.Single(a => a.Status == 200)["instanceQuota"]);
    }

    private static Task<Answer> SignUpAsync(Person person, string username, string email) =>
        person.PostAsync("/api/auth/signup", new { username, email, password = TestServer.Password });

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private async Task<Answer> TimedAsync(string name, List<double> times)
    {
        Person stranger = Server.Stranger();
        await stranger.GetAsync("/health/live");
        long start = Stopwatch.GetTimestamp();
        Answer answer = await stranger.PostAsync("/api/auth/login", new { username = name, password = "not the password" });
        times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        return answer;
    }
}
