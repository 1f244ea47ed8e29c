using Anchorage.Grains.Abstractions.Identity;
using Anchorage.Grains.Identity;
using FsCheck;
using FsCheck.Fluent;

namespace Anchorage.Grains.Tests.Identity;

public sealed class CredentialTokenTests
{
    [Theory]
    [InlineData(CredentialKind.Token, "anc_")]
    [InlineData(CredentialKind.Session, "ans_")]
    public void A_token_is_read_as_it_was_written(CredentialKind kind, string prefix)
    {
        CredentialToken token = new(kind, "user1", "cred2", "s3cret_-S");
        token.ToString().ShouldStartWith(prefix);
        CredentialToken.TryParse(token.ToString(), out CredentialToken? read).ShouldBeTrue();
        read.ShouldBe(token);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("anc_")]
    [InlineData("anc_a.b")]
    [InlineData("anc_a.b.c.d")]
    [InlineData("anc_a..c")]
    [InlineData("anc_A.b.c")]
    [InlineData("anc_a/..b.c")]
    [InlineData("anx_a.b.c")]
    [InlineData("ANC_a.b.c")]
    public void Other_texts_are_none(string? text) => CredentialToken.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void A_long_text_is_none() => CredentialToken.TryParse($"anc_a.b.{new string('c', 300)}", out _).ShouldBeFalse();

    [Fact]
    public void No_text_makes_it_throw_and_what_is_read_is_what_was_given() =>
        Prop.ForAll(ArbMap.Default.GeneratorFor<string>().Select(s => "anc_" + s).ToArbitrary(), text =>
        {
            if (CredentialToken.TryParse(text, out CredentialToken? token))
            {
                token.ToString().ShouldBe(text);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    [Fact]
    public void Only_the_secret_matches_its_hash()
    {
        CredentialToken.Matches("secret", CredentialToken.Hash("secret")).ShouldBeTrue();
        CredentialToken.Matches("secreT", CredentialToken.Hash("secret")).ShouldBeFalse();
        CredentialToken.Hash("secret").ShouldNotContain("secret");
    }
}
