using Anchorage.NodeAgent.Instances.Engine;

namespace Anchorage.NodeAgent.Tests.Instances;

/// <summary>Finds the engine and a small instance image. Without them the tests are skipped on a user's machine and fail in CI.</summary>
public sealed class DockerFixture : IAsyncLifetime
{
    private static readonly string[] Images = ["anchorage/test-tiny:1", "anchorage/instance:base"];
    private string? _missing;

    /// <summary>Reference of the image that tests make instances from.</summary>
    public string Image { get; private set; } = Images[0];

    public async ValueTask InitializeAsync()
    {
        using var client = new DockerClient(DockerEndpoint.Parse(Environment.GetEnvironmentVariable("DOCKER_HOST") ?? DockerEndpoint.Default), TimeProvider.System);
        try
        {
            await client.NegotiateAsync(CancellationToken.None);
            var tags = (await client.ListImagesAsync(CancellationToken.None)).SelectMany(i => i.RepoTags ?? []).ToHashSet();
            if (Images.FirstOrDefault(tags.Contains) is { } image)
            {
                Image = image;
            }
            else
            {
                _missing = "no instance image: run build/setup/test-image.sh";
            }
        }
        catch (DockerException e)
        {
            _missing = "no Docker Engine: " + e.Message;
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Called first by every test that needs the engine.</summary>
    public void Need()
    {
        if (_missing is not null && Environment.GetEnvironmentVariable("CI") is { Length: > 0 })
        {
            Assert.Fail(_missing);
        }

        Assert.SkipWhen(_missing is not null, _missing ?? string.Empty);
    }
}

[CollectionDefinition(Name)]
public sealed class DockerCollection : ICollectionFixture<DockerFixture>
{
    public const string Name = "docker";
}
