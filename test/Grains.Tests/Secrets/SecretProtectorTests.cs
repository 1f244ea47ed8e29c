using Anchorage.Grains.Abstractions.Errors;
using Anchorage.Grains.Tests.Storage;
using Anchorage.Silo.Secrets;

namespace Anchorage.Grains.Tests.Secrets;

public sealed class SecretProtectorTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private string Keys => _folder.File("keys");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_secret_opens_again_in_another_process()
    {
        string text = new SecretProtector(Keys).Protect("proxy", "hünter2");

        text.ShouldNotContain("nter2");
        new SecretProtector(Keys).Unprotect("proxy", text).ShouldBe("hünter2");
    }

    [Fact]
    public void The_same_secret_never_looks_the_same()
    {
        SecretProtector protector = new(Keys);
        protector.Protect("p", "x").ShouldNotBe(protector.Protect("p", "x"));
        protector.Unprotect("p", protector.Protect("p", "")).ShouldBe("");
    }

    [Fact]
    public void After_a_rotation_new_texts_use_the_new_key_and_old_ones_still_open()
    {
        SecretProtector protector = new(Keys);
        string old = protector.Protect("p", "old");
        protector.IsStale(old).ShouldBeFalse();
        string id = protector.Rotate();
        string fresh = protector.Protect("p", "new");

        fresh.ShouldContain(id);
        protector.IsStale(old).ShouldBeTrue();
        protector.IsStale(fresh).ShouldBeFalse();
        SecretProtector later = new(Keys);
        later.Unprotect("p", old).ShouldBe("old");
        later.Unprotect("p", fresh).ShouldBe("new");
        later.IsStale(old).ShouldBeTrue();
    }

    [Fact]
    public void A_changed_text_another_purpose_and_a_missing_key_are_refused()
    {
        SecretProtector protector = new(Keys);
        string text = protector.Protect("p", "secret");
        char last = text[^3];
        string changed = text[..^3] + (last == 'A' ? 'B' : 'A') + text[^2..];

        Code(() => protector.Unprotect("p", changed)).ShouldBe(ErrorCodes.SecretUnreadable);
        Code(() => protector.Unprotect("q", text)).ShouldBe(ErrorCodes.SecretUnreadable);
        Code(() => protector.Unprotect("p", "")).ShouldBe(ErrorCodes.SecretUnreadable);
        Code(() => protector.Unprotect("p", "s1.../../etc.x")).ShouldBe(ErrorCodes.SecretUnreadable);
        Code(() => protector.Unprotect("p", text[..25])).ShouldBe(ErrorCodes.SecretUnreadable);
        foreach (string file in Directory.GetFiles(Keys, "*.key"))
        {
            File.Delete(file);
        }

        Code(() => new SecretProtector(Keys).Unprotect("p", text)).ShouldBe(ErrorCodes.SecretUnreadable);
        Code(() => new SecretProtector(Keys).Protect("p", "x")).ShouldBe(ErrorCodes.SecretUnreadable);
    }

    [Fact]
    public void Key_files_are_private()
    {
        new SecretProtector(Keys).Protect("p", "x");

        File.GetUnixFileMode(Keys).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        string[] files = Directory.GetFiles(Keys);
        files.Length.ShouldBe(2);
        files.ShouldAllBe(f => File.GetUnixFileMode(f) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    private static string Code(Action action) => Should.Throw<AnchorageException>(action).Code;
}
