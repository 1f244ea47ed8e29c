using System.Text;
using Anchorage.Grains.Abstractions.Errors;

namespace Anchorage.Api.Tests.Hosting;

public sealed class RoutingTests(ServerFixture fixture)
{
    [Fact]
    public async Task An_address_of_the_api_that_does_not_exist_is_an_error_and_not_a_page()
    {
        Person person = await fixture.Server.NewPersonAsync();
        (await person.GetAsync("/api/nothing/here")).ShouldBe(404, ErrorCodes.NotFound);
        (await person.PostAsync("/api/nothing", new { })).ShouldBe(404, ErrorCodes.NotFound);
        (await person.GetAsync("/api")).ShouldBe(404, ErrorCodes.NotFound);
    }

    [Fact]
    public async Task Another_method_on_a_known_address_is_refused_and_says_which_are_allowed()
    {
        Person person = await fixture.Server.NewPersonAsync();
        (await person.PutAsync("/api/tokens", new { })).ShouldBe(405, ErrorCodes.MethodNotAllowed);
        (await person.DeleteAsync("/api/instances")).ShouldBe(405, ErrorCodes.MethodNotAllowed);
        (await person.DeleteAsync("/instances")).ShouldBe(405, ErrorCodes.MethodNotAllowed);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    public async Task A_body_of_another_kind_is_refused(string kind)
    {
        Person person = await fixture.Server.NewPersonAsync();
        Answer answer = await person.SendAsync(HttpMethod.Post, "/api/tokens", change: r => r.Content = new ByteArrayContent(Encoding.UTF8.GetBytes("label=x")) { Headers = { { "Content-Type", kind } } });
        answer.ShouldBe(415, ErrorCodes.UnsupportedMediaType);
        (await person.GetAsync("/api/tokens")).Items().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/instances")]
    [InlineData("/instances/web-1/terminal")]
    [InlineData("/users/a.b")]
    public async Task A_page_of_the_dashboard_answers_with_its_start_page(string path)
    {
        Answer page = (await fixture.Server.Stranger().GetAsync(path)).ShouldBe(200);
        page.Text.ShouldStartWith("<!doctype html>", Case.Insensitive);
    }
}
