using System.Diagnostics;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol.Streams;
using Anchorage.NodeAgent.Protocol.Terminals;
using Anchorage.NodeAgent.Terminals;
using Anchorage.NodeAgent.Terminals.Ipc;

namespace Anchorage.NodeAgent.Tests.Terminals;

/// <summary>Searches that people mistype, and those that are meant to hurt.</summary>
public sealed class ScreenSearchTests
{
    [Theory]
    [InlineData("(")]
    [InlineData("[z-a]")]
    [InlineData("(a)\\1")]
    [InlineData("(?=a)b")]
    [InlineData("(?<!a)b")]
    [InlineData("((a{1000}){1000}){1000}")]
    [InlineData("")]
    public void An_expression_that_cannot_be_searched_for_is_refused(string query) =>
        Should.Throw<LinkRequestException>(() => Search(query, regex: true)).Code.ShouldBe("invalid_request");

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    public void The_number_of_matches_has_bounds(int limit) =>
        Should.Throw<LinkRequestException>(() => Search("a", limit: limit)).Code.ShouldBe("invalid_request");

    [Theory]
    [InlineData("(a+)+$")]
    [InlineData("(a|aa)*b")]
    [InlineData("(.*)*x")]
    [InlineData("a.{200}b")]
    public void No_expression_takes_long(string query)
    {
        var watch = Stopwatch.StartNew();
        Search(query, regex: true).Find(Reading([.. Enumerable.Repeat(new string('a', 5000), 200)]));
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void Matches_of_nothing_are_none_and_long_lines_are_cut()
    {
        Search("a*", regex: true).Find(Reading("bbb")).Matches.ShouldBeEmpty();
        SearchMatch match = Search("x", limit: 1).Find(Reading([.. Enumerable.Repeat(new string('x', 1000), 50)], wrapped: true)).Matches.ShouldHaveSingleItem();
        match.Text.Length.ShouldBe(1000);
        Search("x.*x", regex: true).Find(Reading([.. Enumerable.Repeat(new string('x', 1000), 50)], wrapped: true)).Matches[0].Text.Length.ShouldBe(2000);
    }

    [Fact]
    public void Random_screens_and_searches_find_what_a_plain_search_finds()
    {
        for (int seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            string[] rows = [.. Enumerable.Range(0, random.Next(1, 40)).Select(_ => new string([.. Enumerable.Range(0, random.Next(0, 12)).Select(_ => (char)('a' + random.Next(3)))]))];
            string query = new([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => (char)('a' + random.Next(3)))]);
            var search = new ScreenSearch(new SearchTerminal("t", query, seed % 2 == 0, true, 1000), TimeProvider.System);
            SearchResult found = search.Find(Reading(rows));
            foreach (SearchMatch match in found.Matches)
            {
                rows[match.Line].Substring(match.Column, match.Length).ShouldBe(query);
            }

            found.Matches.Select(match => match.Line).Distinct().ShouldBe(Enumerable.Range(0, rows.Length).Where(i => rows[i].Contains(query, StringComparison.Ordinal)));
        }
    }

    private static ScreenSearch Search(string query, bool regex = false, int limit = 100) =>
        new(new SearchTerminal("t", query, regex, MatchCase: true, limit), TimeProvider.System);

    private static ScreenReading Reading(params string[] rows) => Reading(rows, wrapped: false);

    private static ScreenReading Reading(string[] rows, bool wrapped) => new(
        new ScreenText(80, 24, new ScreenCursor(0, 0, true), "", "", false, rows, [], 0), wrapped ? [.. Enumerable.Range(1, rows.Length - 1)] : []);
}
