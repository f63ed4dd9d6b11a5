namespace Accompagnement.Api.Tests.Infrastructure;

/// <summary>One application for the cases of a class that record nothing, or nothing that another case could see.</summary>
public sealed class HotePartage : IAsyncLifetime
{
    private HoteDeTest? hote;

    internal HoteDeTest Hote => hote!;

    public async ValueTask InitializeAsync() => hote = await HoteDeDiffusion.DemarrerAsync();

    public async ValueTask DisposeAsync() => await hote!.DisposeAsync();
}
