using Anchorage.EndToEnd.Tests.Support;

namespace Anchorage.EndToEnd.Tests.Instances;

/// <summary>Keys that come and go while the instance runs.</summary>
public sealed class KeyTests(SharedInstallation shared) : EndToEndTest
{
    [Fact]
    public async Task A_later_key_works_a_removed_one_stops_working_and_the_users_own_lines_stay()
    {
        var server = Shared(shared);
        using var user = await ApiUser.SignUpAsync(server.Url, "keys");
        using var first = await SshUser.NewAsync();
        using var later = await SshUser.NewAsync();
        using var own = await SshUser.NewAsync();
        var port = (await user.CreateAsync("locked", first)).Port("ssh");
        await first.MustAsync(port, $"echo '{own.PublicKey}' >> /root/.ssh/authorized_keys");

        var added = (await user.PostAsync("/api/users/me/ssh-keys", new { label = "later", publicKey = later.PublicKey })).Must(201).Json!;
        await Eventually.HoldsAsync("the later key", 60, async () => (await later.RunAsync(port, "true")).Code == 0);

        (await user.DeleteAsync($"/api/users/me/ssh-keys/{added.Id()}")).Must(204);
        await Eventually.HoldsAsync("the refusal of the removed key", 60, async () => (await later.RunAsync(port, "true")).Code == 255);
        (await first.MustAsync(port, "echo in")).ShouldBe("in");
        (await own.MustAsync(port, "echo in")).ShouldBe("in");

        await user.DoAsync("locked", "rebuild", new { wipeHome = false });
        (await own.MustAsync(port, "echo in")).ShouldBe("in");
        (await later.RunAsync(port, "true")).Code.ShouldBe(255);
        await user.RemoveAsync("locked");
    }
}
