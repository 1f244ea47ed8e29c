using System.Reflection;
using System.Text.RegularExpressions;
using Anchorage.Grains.Abstractions.Errors;

namespace Anchorage.Grains.Tests.Errors;

public sealed partial class ErrorRegistryTests
{
    private static readonly string[] Codes =
    [
        .. typeof(ErrorCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!),
    ];

    [Fact]
    public void Every_code_has_one_entry_and_every_entry_a_code() =>
        ErrorRegistry.All.Select(d => d.Code).Order(StringComparer.Ordinal).ShouldBe(Codes.Order(StringComparer.Ordinal));

    [Fact]
    public void Codes_are_lower_case_and_no_two_entries_say_the_same()
    {
        Codes.ShouldAllBe(c => CodePattern().IsMatch(c));
        ErrorRegistry.All.GroupBy(d => (d.Message, d.Cause)).Where(g => g.Count() > 1).Select(g => g.Key).ShouldBeEmpty();
    }

    [Fact]
    public void Every_text_is_a_sentence()
    {
        ErrorRegistry.All.Where(d => !d.Message.EndsWith('.') || !char.IsUpper(d.Message.TrimStart('{')[0]) && d.Message[0] != '{').Select(d => d.Code).ShouldBeEmpty();
        ErrorRegistry.All.Where(d => !d.Cause.EndsWith('.')).Select(d => d.Code).ShouldBeEmpty();
        ErrorRegistry.All.Where(d => string.IsNullOrWhiteSpace(d.Fix) || string.IsNullOrWhiteSpace(d.Title)).Select(d => d.Code).ShouldBeEmpty();
    }

    [Fact]
    public void Every_status_is_one_of_an_error() => ErrorRegistry.All.ShouldAllBe(d => d.Status >= 400 && d.Status < 600);

    [Fact]
    public void Values_are_filled_in() =>
        ErrorRegistry.Describe(ErrorCodes.InvalidRequest, new Dictionary<string, string> { ["problem"] = "it is odd" }).ShouldBe("The request is not valid: it is odd.");

    [Fact]
    public void A_sentence_in_a_message_keeps_its_one_full_stop() =>
        ErrorRegistry.Describe(ErrorCodes.FileNotFound, new Dictionary<string, string> { ["problem"] = "There is no /root/x." }).ShouldBe("There is no /root/x.");

    [GeneratedRegex("^[a-z][a-z0-9]*(_[a-z0-9]+)*$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex CodePattern();
}
