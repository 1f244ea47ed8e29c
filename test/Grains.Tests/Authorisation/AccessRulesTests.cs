using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Authorisation;
using Anchorage.Grains.Abstractions.Errors;
using Anchorage.Grains.Abstractions.Identity;
using Anchorage.Grains.Abstractions.Shares;
using Anchorage.Grains.Authorisation;
using Anchorage.Grains.Shares;

namespace Anchorage.Grains.Tests.Authorisation;

public sealed class AccessRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly ResourceRef Own = new("instance", "i1", "ann", "web");
    private static readonly ResourceRef Other = new("instance", "i2", "bob", "web");

    /// <summary>By hand: what each role may do with an instance of its own, one of somebody else, and what it is told instead.</summary>
    [Theory]
    [InlineData(UserRole.User, "own", "read:cloud_instance", null)]
    [InlineData(UserRole.User, "own", "manage:cloud_instance", null)]
    [InlineData(UserRole.User, "own", "command:cloud_instance", null)]
    [InlineData(UserRole.User, "other", "read:cloud_instance", ErrorCodes.InstanceNotFound)]
    [InlineData(UserRole.User, "other", "manage:cloud_instance", ErrorCodes.InstanceNotFound)]
    [InlineData(UserRole.User, "other", "command:cloud_instance", ErrorCodes.InstanceNotFound)]
    [InlineData(UserRole.Admin, "other", "read:cloud_instance", null)]
    [InlineData(UserRole.Admin, "other", "manage:cloud_instance", null)]
    [InlineData(UserRole.Admin, "other", "command:cloud_instance", ErrorCodes.Forbidden)]
    [InlineData(UserRole.Superadmin, "other", "command:cloud_instance", null)]
    public void A_role_may(UserRole role, string whose, string permission, string? refusal) =>
        AccessRules.Decide(Ann(), Rights(role), permission, whose == "own" ? Own : Other, Now).Code.ShouldBe(refusal);

    [Theory]
    [InlineData(UserRole.User, ErrorCodes.Forbidden)]
    [InlineData(UserRole.Admin, null)]
    [InlineData(UserRole.Superadmin, null)]
    public void Only_administrators_share_a_node(UserRole role, string? refusal) =>
        AccessRules.Decide(Ann(), Rights(role), Permissions.ShareNode, new ResourceRef("node", "n1", "ann", "n"), Now).Code.ShouldBe(refusal);

    [Fact]
    public void A_shared_node_is_read_by_everybody_and_managed_by_its_owner()
    {
        ResourceRef node = new("node", "n1", "bob", "n", Shared: true);
        AccessRules.Decide(Ann(), Rights(UserRole.User), Permissions.ReadNode, node, Now).Allowed.ShouldBeTrue();
        AccessRules.Decide(Ann(), Rights(UserRole.User), Permissions.ManageNode, node, Now).Code.ShouldBe(ErrorCodes.Forbidden);
    }

    [Theory]
    [InlineData(UserStatus.Disabled, ErrorCodes.SignedOutDisabled)]
    [InlineData(UserStatus.Expired, ErrorCodes.SignedOutAccountExpired)]
    [InlineData(UserStatus.Deleting, ErrorCodes.NotSignedIn)]
    public void An_account_that_is_not_active_may_nothing_and_is_told_why(UserStatus status, string code)
    {
        foreach (string permission in Permissions.All)
        {
            AccessRules.Decide(Ann(), Rights(UserRole.Superadmin, status), permission, Own, Now).Code.ShouldBe(code, permission);
            AccessRules.Decide(Ann() with { CredentialId = "guessed" }, Rights(UserRole.Superadmin, status), permission, Own, Now).Code.ShouldBe(ErrorCodes.NotSignedIn, permission);
        }
    }

    [Fact]
    public void Without_an_account_a_credential_or_before_its_end_nothing_is_permitted()
    {
        AccessRules.Decide(Ann(), null, Permissions.ReadInstance, Own, Now).Code.ShouldBe(ErrorCodes.NotSignedIn);
        AccessRules.Decide(Caller.Anonymous("x"), Rights(UserRole.Superadmin), Permissions.ReadInstance, Own, Now).Code.ShouldBe(ErrorCodes.NotSignedIn);
        AccessRules.Decide(Ann() with { CredentialId = "revoked" }, Rights(UserRole.User), Permissions.ReadInstance, Own, Now).Code.ShouldBe(ErrorCodes.NotSignedIn);
        AccessRules.Decide(Ann(), Rights(UserRole.User, ends: Now), Permissions.ReadInstance, Own, Now).Code.ShouldBe(ErrorCodes.SignedOutExpired);
        AccessRules.Decide(Ann(), Rights(UserRole.User, ends: Now.AddTicks(1)), Permissions.ReadInstance, Own, Now).Allowed.ShouldBeTrue();
    }

    [Fact]
    public void A_token_may_only_what_its_scopes_name()
    {
        UserRights rights = Rights(UserRole.Superadmin, scopes: [Permissions.ReadInstance]);
        AccessRules.Decide(Ann(), rights, Permissions.ReadInstance, Own, Now).Allowed.ShouldBeTrue();
        foreach (string permission in Permissions.All.Where(p => p != Permissions.ReadInstance))
        {
            AccessRules.Decide(Ann(), rights, permission, Own, Now).Code.ShouldBe(ErrorCodes.ScopeMissing, permission);
        }
    }

    [Fact]
    public void The_scopes_that_count_are_the_stored_ones_not_those_the_caller_brings() =>
        AccessRules.Decide(Ann() with { Scopes = [Caller.AllScopes] }, Rights(UserRole.User, scopes: []), Permissions.ReadInstance, Own, Now).Code
            .ShouldBe(ErrorCodes.ScopeMissing);

    [Theory]
    [InlineData("read:cloud_instance", "browse:cloud_files read:cloud_instance")]
    [InlineData("logs:cloud_instance", "logs:cloud_instance read:cloud_instance")]
    [InlineData("command:cloud_instance", "browse:cloud_files command:cloud_instance control:cloud_instance logs:cloud_instance read:cloud_files read:cloud_instance write:cloud_files")]
    [InlineData("exec:cloud_instance", "exec:cloud_instance read:cloud_instance")]
    [InlineData("write:cloud_files", "browse:cloud_files read:cloud_files read:cloud_instance write:cloud_files")]
    [InlineData("root:cloud_instance", "browse:cloud_files command:cloud_instance control:cloud_instance exec:cloud_instance logs:cloud_instance read:cloud_files read:cloud_instance root:cloud_instance write:cloud_files")]
    [InlineData("read:cloud_git", "read:cloud_git read:cloud_instance")]
    [InlineData("write:cloud_git", "read:cloud_git read:cloud_instance write:cloud_git")]
    [InlineData("manage:cloud_instance", "control:cloud_instance manage:cloud_instance read:cloud_instance")]
    [InlineData(null, "browse:cloud_files command:cloud_instance control:cloud_instance exec:cloud_instance forward:cloud_instance logs:cloud_instance manage:cloud_instance read:cloud_files read:cloud_git read:cloud_instance root:cloud_instance ssh:cloud_instance write:cloud_files write:cloud_git")]
    public void A_share_gives(string? permission, string allowed)
    {
        ShareGrant grant = new("s1", "bob", "i2", permission is null ? null : [permission], null, true);

        Permissions.All.Where(p => AccessRules.Decide(Ann(), Rights(UserRole.User), p, Other, Now, [grant]).Allowed).ShouldBe(allowed.Split(' '));
        AccessRules.Decide(Ann(), Rights(UserRole.User), Permissions.ShareInstance, Other, Now, [grant]).Code.ShouldBe(ErrorCodes.Forbidden);
        AccessRules.Decide(Ann(), Rights(UserRole.User, UserStatus.Disabled), Permissions.ReadInstance, Other, Now, [grant]).Code.ShouldBe(ErrorCodes.SignedOutDisabled);
        AccessRules.Decide(Ann(), Rights(UserRole.User, scopes: [Permissions.ReadNode]), Permissions.ReadInstance, Other, Now, [grant]).Code.ShouldBe(ErrorCodes.ScopeMissing);
    }

    /// <summary>What is explained is what was decided: rule and share come with the verdict, and no credential changes what the account may.</summary>
    [Fact]
    public void A_verdict_names_its_rule_and_its_share()
    {
        ShareGrant weak = new("s1", "bob", "i2", [Permissions.ReadInstance], null, true);
        ShareGrant strong = new("s2", "bob", null, [Permissions.ExecInstance], null, true, "g-crew");
        Verdict verdict = AccessRules.OfAccount(Rights(UserRole.User), Permissions.ExecInstance, Other, [weak, strong]);

        verdict.ShouldBe(Verdict.By(AccessRule.Share, strong));
        AccessRules.Decide(Ann(), Rights(UserRole.User), Permissions.ExecInstance, Other, Now, [weak, strong]).ShouldBe(verdict);
        AccessRules.OfAccount(Rights(UserRole.User), Permissions.ManageInstance, Own, null).Rule.ShouldBe(AccessRule.Owner);
        AccessRules.OfAccount(Rights(UserRole.Admin), Permissions.ManageInstance, Other, null).Rule.ShouldBe(AccessRule.Administrator);
        AccessRules.OfAccount(Rights(UserRole.Admin), Permissions.ViewUser, new ResourceRef("user", "eve", "eve"), null).Code.ShouldBe(ErrorCodes.Forbidden);
        AccessRules.OfAccount(Rights(UserRole.User), Permissions.ViewUser, new ResourceRef("user", "ann", "ann"), null).Code.ShouldBe(ErrorCodes.Forbidden);
        AccessRules.OfAccount(Rights(UserRole.Superadmin), Permissions.ViewUser, new ResourceRef("user", "eve", "eve"), null).Rule.ShouldBe(AccessRule.Superadmin);
        AccessRules.OfAccount(Rights(UserRole.User, UserStatus.Disabled), Permissions.ExecInstance, Other, [strong]).Code.ShouldBe(ErrorCodes.SignedOutDisabled);
    }

    [Theory]
    [InlineData("i2", "i2", "bob", null, true, ShareEffect.Counts)]
    [InlineData("i2", "i3", "bob", null, true, ShareEffect.Elsewhere)]
    [InlineData(null, "i2", "eve", null, true, ShareEffect.Elsewhere)]
    [InlineData("i2", "i2", "eve", null, true, ShareEffect.NotOwner)]
    [InlineData("i2", "i2", "bob", null, false, ShareEffect.Off)]
    [InlineData("i2", "i2", "bob", 0, true, ShareEffect.Expired)]
    public void A_share_says_why_it_does_not_count(string? shared, string asked, string owner, int? endsIn, bool enabled, ShareEffect effect) =>
        new ShareGrant("s1", "bob", shared, null, endsIn is { } seconds ? Now.AddSeconds(seconds) : null, enabled).EffectOn(new ResourceRef("instance", asked, owner), Now).ShouldBe(effect);

    [Theory]
    [InlineData("i2", "i2", "bob", true, null, true)]
    [InlineData(null, "i2", "bob", true, null, true)]
    [InlineData("i2", "i3", "bob", true, null, false)]
    [InlineData(null, "i2", "eve", true, null, false)]
    [InlineData("i2", "i2", "bob", false, null, false)]
    [InlineData("i2", "i2", "bob", true, 0, false)]
    [InlineData("i2", "i2", "bob", true, 1, true)]
    public void A_share_covers(string? shared, string asked, string owner, bool enabled, int? endsIn, bool covers)
    {
        ShareGrant grant = new("s1", "bob", shared, null, endsIn is { } seconds ? Now.AddSeconds(seconds) : null, enabled);

        grant.Covers(new ResourceRef("instance", asked, owner), Now).ShouldBe(covers);
        grant.Covers(new ResourceRef("node", asked, owner), Now).ShouldBeFalse();
        grant.Covers(new ResourceRef("instance", null, owner), Now).ShouldBeFalse();
    }

    [Fact]
    public void What_two_forms_of_a_share_have_in_common_is_no_more_than_either()
    {
        ShareGrant one = new("s1", "bob", null, [Permissions.CommandInstance, Permissions.ReadLogs], Now.AddHours(1), true);
        ShareGrant other = one with { Permissions = [Permissions.ReadLogs, Permissions.SshInstance], ExpiresAt = Now.AddHours(2), Enabled = false };

        ShareGrant common = ShareRules.Common(one, other);
        common.Permissions.ShouldBe([Permissions.ReadLogs]);
        common.ExpiresAt.ShouldBe(Now.AddHours(1));
        common.Enabled.ShouldBeFalse();
        ShareGrant wide = one with { Permissions = null, ExpiresAt = null };
        ShareRules.Common(wide, other).Permissions.ShouldBe(other.Permissions);
        ShareRules.Common(other, wide).ExpiresAt.ShouldBe(other.ExpiresAt);
        ShareRules.Common(wide, wide).Permissions.ShouldBeNull();
    }

    private static Caller Ann() => new(CallerKind.User, "ann", "ann", "c1", [Caller.AllScopes], "test");

    private static UserRights Rights(UserRole role, UserStatus status = UserStatus.Active, DateTimeOffset? ends = null, ImmutableArray<string>? scopes = null) => new(
        "ann",
        "ann",
        role,
        status,
        1,
        ImmutableDictionary<string, CredentialRights>.Empty.Add("c1", new CredentialRights(CredentialKind.Session, "hash", scopes ?? [Caller.AllScopes], ends)));
}
