using System.Globalization;
using System.Text.Json.Nodes;
using Accompagnement.Api.Acces;
using Accompagnement.Api.Trajectoires;
using Accompagnement.Domain.Acces;
using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Orientation;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Api.Pages.Dossiers;

/// <summary>Records what a page's form brings, under the session's account, once however often it is sent.</summary>
public sealed class SaisieDActes(ServiceDActes service, Repertoire repertoire)
{
    /// <summary>The hidden fields of every form.</summary>
    public const string ChampVersion = "version";
    public const string ChampCle = "cle";

    public static Compte Compte(HttpContext http) =>
        http.User.CompteDAcces() ?? throw new InvalidOperationException("The page is open to accounts of the contract only.");

    public static string? Adresse(HttpContext http) => http.Connection.RemoteIpAddress?.ToString();

    /// <summary>Answers 404 with the page: said at once, the renderer would leave the page out.</summary>
    public static void Introuvable(HttpContext http) => http.Repondre(StatusCodes.Status404NotFound);

    /// <summary>Records an act in a file.</summary>
    public async Task<IssueDActe> EnregistrerAsync(HttpContext http, Guid personne, Acte acte, JsonObject corps)
    {
        var sujet = Sujet.Trajectoire(personne);
        if (await NommerAsync(acte.TypeCommande == typeof(DechargerReferent) ? [] : acte.Champs, corps, http.RequestAborted) is { } inconnu)
        {
            return new(NatureIssue.Refuse, sujet) { Refus = inconnu };
        }

        var issue = await service.ExecuterAsync(acte, sujet, FormulaireDActe.Octets(corps), Demande(http), http.RequestAborted);
        return issue.Refus is { } refus ? issue with { Refus = refus with { Detail = EnMots(refus.Detail, acte.Champs) } } : issue;
    }

    /// <summary>
    /// Puts the code in place of a name that was typed, where one agent or structure has it; gives why not, where an agent is nobody's name
    /// nor code: a file must not be left to somebody who does not exist.
    /// </summary>
    public async Task<Refus?> NommerAsync(IReadOnlyList<Champ> champs, JsonObject corps, CancellationToken ct)
    {
        foreach (var champ in champs.Where(c => FormulaireDActe.Nu(c.Type) == typeof(string)))
        {
            if (corps[champ.Nom]?.ToString() is not { Length: > 0 } dit)
            {
                continue;
            }

            if (champ.Nom is "agent" or "nouveau" or "ancien")
            {
                var code = await repertoire.AgentAsync(dit, ct);
                if (code is null && champ.Nom != "ancien")
                {
                    return new("agent-inconnu", $"« {SaisieDeChamp.LibelleDe(champ.Nom)} » : aucun agent n'a ce nom ni ce code, ou plusieurs ont ce nom. Choisissez dans la liste.", null, champ.Nom);
                }

                corps[champ.Nom] = code ?? dit;
            }
            else if (champ.Nom is "structure" or "site")
            {
                corps[champ.Nom] = await repertoire.StructureAsync(dit, ct) ?? dit;
            }
        }

        return null;
    }

    /// <summary>A refusal names fields as the contract does; a page names them as its labels do.</summary>
    private static string EnMots(string detail, IReadOnlyList<Champ> champs) =>
        champs.Aggregate(detail, (dit, champ) => dit.Replace($"« {champ.Nom} »", $"« {SaisieDeChamp.LibelleDe(champ.Nom)} »", StringComparison.Ordinal));

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
