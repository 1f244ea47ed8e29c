namespace Anchorage.Grains.Abstractions.Nodes;

/// <summary>Exchanges an onboarding key or anchor token for a node (key <c>enrollment:all</c>).</summary>
[Alias("anchorage.INodeEnrollmentGrain")]
public interface INodeEnrollmentGrain : IGrainWithStringKey
{
    /// <summary>Enrols a machine. The same machine of the same owner keeps its node and gets the new key; its former key is void.</summary>
    /// <param name="requestJson"><c>EnrollRequest</c> of the protocol as JSON.</param>
    /// <param name="address">Remote address, for the audit and for throttling.</param>
    /// <returns><c>EnrollResponse</c> as JSON.</returns>
    /// <exception cref="Errors.AnchorageException"><c>invalid_onboarding_key</c>, <c>onboarding_key_used_up</c>, <c>invalid_request</c>, <c>too_many_attempts</c>.</exception>
    [Alias("Enroll")]
    Task<string> Enroll(string requestJson, string address);
}
