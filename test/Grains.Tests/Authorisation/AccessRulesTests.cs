using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Authorisation;
using Anchorage.Grains.Abstractions.Errors;
using Anchorage.Grains.Abstractions.Identity;
using Anchorage.Grains.Authorisation;

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

    private static Caller Ann() => new(CallerKind.User, "ann", "ann", "c1", [Caller.AllScopes], "test");

    private static UserRights Rights(UserRole role, UserStatus status = UserStatus.Active, DateTimeOffset? ends = null, ImmutableArray<string>? scopes = null) => new(
        "ann",
        "ann",
        role,
        status,
        1,
        ImmutableDictionary<string, CredentialRights>.Empty.Add("c1", new CredentialRights(CredentialKind.Session, "hash", scopes ?? [Caller.AllScopes], ends)));
}
