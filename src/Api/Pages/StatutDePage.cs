namespace Accompagnement.Api.Pages;

/// <summary>The status of an answer that is a whole page all the same.</summary>
internal static class StatutDePage
{
    /// <summary>Set as the answer starts: set sooner, a page that says why would be replaced by that of its status.</summary>
    public static void Repondre(this HttpContext http, int statut) => http.Response.OnStarting(() =>
    {
        http.Response.StatusCode = statut;
        return Task.CompletedTask;
    });
}
