namespace Anchorage.Grains.Tests.Hosting;

[Alias("anchorage.tests.ICounterGrain")]
public interface ICounterGrain : IGrainWithStringKey
{
    [Alias("Add")]
    Task<int> Add();

    [Alias("Listen")]
    Task Listen(string key);

    [Alias("Heard")]
    Task<int> Heard();
}
