using System.Globalization;
using System.Reflection;
using Anchorage.Grains.Abstractions;

namespace Anchorage.Architecture.Tests.Messages;

/// <summary>
/// Orleans' ADO.NET storage reads a key that looks like a hexadecimal number or a Guid, also one that does so up to a plus sign, as that number:
/// <c>b1</c>, <c>B1</c> and <c>0b1</c> would share a row.
/// </summary>
public sealed class GrainKeyTests
{
    public static TheoryData<string> Ids => ["b1", "0b1", "1", "abcdef", "+", "b1+c", "6f9619ff8b86d011b42d00c04fc964ff"];

    [Theory]
    [MemberData(nameof(Ids))]
    public void No_key_can_be_read_as_a_number(string id)
    {
        var keys = KeyMethods().Select(method => (string)method.Invoke(null, [.. method.GetParameters().Select(_ => (object)id)])!).ToList();
        keys.ShouldNotBeEmpty();
        keys.Where(key => !key.Contains(':', StringComparison.Ordinal) || LooksLikeNumber(key) || LooksLikeNumber(key[..(key.IndexOf(':', StringComparison.Ordinal) + 1)])).ShouldBeEmpty();
    }

    [Fact]
    public void Prefixes_differ()
    {
        var prefixes = KeyMethods().Select(method => ((string)method.Invoke(null, [.. method.GetParameters().Select(_ => (object)"x")])!).Split(':')[0]).ToList();
        prefixes.Distinct().Count().ShouldBe(prefixes.Count);
    }

    [Fact]
    public void Keys_of_single_grains_have_a_prefix_too()
    {
        typeof(GrainKeys).GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.Name != nameof(GrainKeys.All))
            .Select(field => (string)field.GetRawConstantValue()!)
            .Where(key => !key.EndsWith(":all", StringComparison.Ordinal) || LooksLikeNumber(key)).ShouldBeEmpty();
    }

    private static IEnumerable<MethodInfo> KeyMethods() =>
        typeof(GrainKeys).GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Where(method => method.ReturnType == typeof(string) && method.Name != nameof(GrainKeys.IdOf));

    private static bool LooksLikeNumber(string key)
    {
        var head = key.Split('+')[0];
        return Guid.TryParse(head, out _) || UInt128.TryParse(head, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out _);
    }
}
