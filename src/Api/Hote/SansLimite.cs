using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Accompagnement.Api.Hote;

/// <summary>Marks an endpoint that takes a body of any size, over a line of any speed. Everything else is limited.</summary>
public sealed class SansLimite
{
    /// <summary>Lifts the limits of the server; to run before anything reads the body.</summary>
    public static Task Appliquer(HttpContext contexte, RequestDelegate suite)
    {
        if (contexte.GetEndpoint()?.Metadata.GetMetadata<SansLimite>() is not null)
        {
            contexte.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize = null;
            contexte.Features.Get<IHttpMinRequestBodyDataRateFeature>()?.MinDataRate = null;
        }

        return suite(contexte);
    }
}
