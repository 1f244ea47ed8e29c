using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;
using Anchorage.Grains.Abstractions.Errors;
using Anchorage.Grains.Identity;
using Anchorage.Grains.Tests.Storage;
using FsCheck;
using FsCheck.Fluent;

namespace Anchorage.Grains.Tests.Identity;

/// <summary>Keys are made by the real ssh-keygen, which also says what their fingerprints are.</summary>
public sealed class SshPublicKeyTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("ed25519", 256)]
    [InlineData("ecdsa", 256)]
    [InlineData("ecdsa", 384)]
    [InlineData("ecdsa", 521)]
    [InlineData("rsa", 2048)]
    public void A_key_of_ssh_keygen_is_taken_with_its_fingerprint(string type, int bits)
    {
        string line = Make(type, bits);
        SshPublicKey key = SshPublicKey.Parse(line + "\n");
        key.Comment.ShouldBe("me at home");
        line.ShouldStartWith(key.Line);
        Run("-l", "-f", _folder.File("key.pub")).Split(' ')[1].ShouldBe(key.Fingerprint);
    }

    [Fact]
    public void A_short_RSA_key_is_refused() => Refused(Make("rsa", 1024)).ShouldContain("2048");

    [Fact]
    public void A_private_key_is_refused_with_a_warning()
    {
        Make("ed25519", 256);
        Refused(File.ReadAllText(_folder.File("key"))).ShouldContain("private key");
    }

    [Fact]
    public void Options_two_lines_and_other_text_are_refused()
    {
        string line = Make("ed25519", 256);
        Refused("command=\"reboot\" " + line).ShouldContain("does not begin");
        Refused(line + "\n" + line).ShouldContain("more than one line");
        Refused(line + "\rssh-rsa x").ShouldContain("more than one line");
        Refused(null).ShouldContain("empty");
        Refused("   ").ShouldContain("empty");
        Refused("ssh-ed25519").ShouldContain("does not begin");
        Refused("ssh-dss AAAA").ShouldContain("does not begin");
        Refused("ssh-ed25519 !!!!").ShouldContain("base64");
        Refused("ssh-ed25519 " + new string('A', 100 * 1024)).ShouldContain("16 KiB");
    }

    [Fact]
    public void A_key_that_is_cut_off_or_goes_on_is_refused()
    {
        byte[] blob = Convert.FromBase64String(Make("ed25519", 256).Split(' ')[1]);
        for (int length = 0; length < blob.Length; length++)
        {
            Refused("ssh-ed25519 " + Convert.ToBase64String(blob[..length]));
        }

        Refused("ssh-ed25519 " + Convert.ToBase64String([.. blob, 0])).ShouldContain("after its end");
    }

    [Fact]
    public void A_key_of_another_type_than_its_name_is_refused()
    {
        string blob = Make("ecdsa", 256).Split(' ')[1];
        Refused("ssh-ed25519 " + blob).ShouldContain("another type");
        Refused("ecdsa-sha2-nistp384 " + blob).ShouldContain("another type");
    }

    [Fact]
    public void A_length_near_the_largest_number_is_refused()
    {
        byte[] blob = new byte[64];
        BinaryPrimitives.WriteUInt32BigEndian(blob, uint.MaxValue);
        Refused("ssh-ed25519 " + Convert.ToBase64String(blob)).ShouldContain("cut off");
    }

    [Fact]
    public void Nothing_but_the_one_exception_is_ever_thrown()
    {
        byte[] real = Convert.FromBase64String(Make("ecdsa", 256).Split(' ')[1]);
        string[] types = ["ssh-ed25519", "ssh-rsa", "ecdsa-sha2-nistp256", "sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com", ""];
        Gen<string> text = ArbMap.Default.GeneratorFor<string>();
        Gen<string> bytes = ArbMap.Default.GeneratorFor<byte[]>().Select(Convert.ToBase64String);
        Gen<string> changed = Gen.Choose(0, real.Length - 1).SelectMany(i => Gen.Choose(0, 255).Select(b => Change(real, i, (byte)b)));
        Gen<string> lines = Gen.Elements(types).SelectMany(t => Gen.OneOf(text, bytes, changed).Select(rest => $"{t} {rest}"));
        Prop.ForAll(Gen.OneOf(text, lines).ToArbitrary(), line =>
        {
            try
            {
                SshPublicKey.Parse(line).Line.ShouldNotContain('\n');
            }
            catch (AnchorageException exception)
            {
                exception.Code.ShouldBe(ErrorCodes.InvalidSshKey);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));
    }

    private static string Change(byte[] blob, int index, byte value)
    {
        byte[] copy = [.. blob];
        copy[index] = value;
        return Convert.ToBase64String(copy);
    }

    private static string Refused(string? line)
    {
        AnchorageException refusal = Should.Throw<AnchorageException>(() => { SshPublicKey.Parse(line); });
        refusal.Code.ShouldBe(ErrorCodes.InvalidSshKey);
        return refusal.Args["problem"];
    }

    private string Make(string type, int bits)
    {
        File.Delete(_folder.File("key"));
        File.Delete(_folder.File("key.pub"));
        Run("-q", "-t", type, "-b", $"{bits}", "-N", "", "-C", "me at home", "-f", _folder.File("key"));
        return File.ReadAllText(_folder.File("key.pub")).Trim();
    }

    private static string Run(params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo("ssh-keygen", arguments) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit(TimeSpan.FromSeconds(120)).ShouldBeTrue();
        process.ExitCode.ShouldBe(0, $"ssh-keygen {string.Join(' ', arguments)}");
        return output;
    }
}
