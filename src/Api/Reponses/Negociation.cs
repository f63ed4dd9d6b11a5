namespace Accompagnement.Api.Reponses;

/// <summary>In which form an answer is wanted.</summary>
public static class Negociation
{
    /// <summary>Whether CSV is what the client prefers.</summary>
    public static bool EnCsv(HttpContext http) => Prefere(http, "text/csv");

    /// <summary>Whether a media type is what the client prefers; a link, which cannot say so in a header, says it with <c>forme</c>.</summary>
    public static bool Prefere(HttpContext http, string type) => http.Request.Query["forme"].ToString() switch
    {
        "csv" => type == Csv.Type,
        "xlsx" => type == Xlsx.Type,
        "json" => type == "application/json",
        _ => http.Request.GetTypedHeaders().Accept.OrderByDescending(a => a.Quality ?? 1).FirstOrDefault()?.MediaType.Value?.Equals(type, StringComparison.OrdinalIgnoreCase) == true,
    };
}
