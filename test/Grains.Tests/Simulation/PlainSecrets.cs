namespace Anchorage.Grains.Tests.Simulation;

/// <summary>Keeps secrets as they are: a simulated disk is read by nobody.</summary>
internal sealed class PlainSecrets : ISecretProtector
{
    public string Protect(string purpose, string secret) => secret;

    public string Unprotect(string purpose, string text) => text;
}
