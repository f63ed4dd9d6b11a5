using System.Globalization;
using System.Text.Json.Nodes;
using Accompagnement.Api.Acces;
using Accompagnement.Api.Trajectoires;
using Accompagnement.Domain.Acces;
using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Api.Pages.Dossiers;

/// <summary>Records what a page's form brings, under the session's account, once however often it is sent.</summary>
public sealed class SaisieDActes(ServiceDActes service)
{
    /// <summary>The hidden fields of every form.</summary>
    public const string ChampVersion = "version";
    public const string ChampCle = "cle";

    public static Compte Compte(HttpContext http) =>
        http.User.CompteDAcces() ?? throw new InvalidOperationException("The page is open to accounts of the contract only.");

    public static string? Adresse(HttpContext http) => http.Connection.RemoteIpAddress?.ToString();

    /// <summary>Answers 404 with the page: said at once, the renderer would leave the page out.</summary>
    public static void Introuvable(HttpContext http) => http.Response.OnStarting(() =>
    {
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    });

    /// <summary>Records an act in a file.</summary>
    public Task<IssueDActe> EnregistrerAsync(HttpContext http, Guid personne, Acte acte, JsonObject corps) =>
        service.ExecuterAsync(acte, Sujet.Trajectoire(personne), FormulaireDActe.Octets(corps), Demande(http), http.RequestAborted);

    /// <summary>Records an act about an agent or a structure.</summary>
    public Task<IssueDActe> EnregistrerAsync(HttpContext http, Sujet sujet, Acte acte, JsonObject corps) =>
        service.ExecuterAsync(acte, sujet, FormulaireDActe.Octets(corps), Demande(http), http.RequestAborted);

    /// <summary>Opens a person's file.</summary>
    public Task<IssueDActe> OuvrirAsync(HttpContext http, JsonObject corps) =>
        service.OuvrirAsync(InscrirePersonne.Acte, Flux.Trajectoire, FormulaireDActe.Octets(corps), Demande(http), http.RequestAborted);

    /// <summary>Withdraws facts recorded by mistake, the last first; stops at the first refusal.</summary>
    public async Task<IssueDActe?> RetirerAsync(HttpContext http, Guid personne, IEnumerable<string> faits, string motif)
    {
        IssueDActe? issue = null;
        foreach (var fait in faits.Reverse())
        {
            var corps = new JsonObject { ["evenementId"] = fait, ["motif"] = motif };
            issue = await service.ExecuterAsync(
                AnnulerFait.Acte, Sujet.Trajectoire(personne), FormulaireDActe.Octets(corps),
                new(Compte(http), null, $"retrait-{fait}", Adresse(http)), http.RequestAborted);
            if (issue.Nature != NatureIssue.Enregistre)
            {
                break;
            }
        }

        return issue;
    }

    /// <summary>The file, on what was just recorded; the form's key tells the browser which draft to forget.</summary>
    public static string Suite(string chemin, IssueDActe issue, HttpContext http) =>
        $"{chemin}?faits={string.Join(',', issue.Faits.Select(f => f.Id))}&cle={Uri.EscapeDataString(http.Request.Form[ChampCle].ToString())}";

    private static DemandeDActe Demande(HttpContext http)
    {
        var formulaire = http.Request.Form;
        long? version = long.TryParse(formulaire[ChampVersion], NumberStyles.None, CultureInfo.InvariantCulture, out var v) ? v : null;
        var cle = formulaire[ChampCle].ToString();
        return new(Compte(http), version, cle.Length is > 0 and <= 100 ? cle : null, Adresse(http));
    }
}
