using System.Text.Json.Nodes;
using Accompagnement.Api.Trajectoires;
using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Dossiers;
using Accompagnement.Domain.Echeances;
using Accompagnement.Domain.Faits;
using Microsoft.AspNetCore.Components;

namespace Accompagnement.Api.Pages.Dossiers;

/// <summary>A person's file: what is in progress, what waits, what is due, what happened; and the acts of every day.</summary>
public sealed partial class PageDossier(LecteurDeDossiers lecteur, SaisieDActes saisie, Repertoire repertoire, TimeProvider horloge, NavigationManager navigation)
{
    private const int AuPremierCoup = 40;

    [Parameter]
    public Guid Id { get; set; }

    [CascadingParameter]
    private HttpContext? Http { get; set; }

    [SupplyParameterFromQuery(Name = "au")]
    private string? Au { get; set; }

    [SupplyParameterFromQuery(Name = "vuAu")]
    private string? VuAu { get; set; }

    [SupplyParameterFromQuery(Name = "acte")]
    private string? ActeDemande { get; set; }

    [SupplyParameterFromQuery(Name = "schema")]
    private string? Schema { get; set; }

    [SupplyParameterFromQuery(Name = "tout")]
    private string? Tout { get; set; }

    [SupplyParameterFromQuery(Name = "faits")]
    private string? FaitsEnregistres { get; set; }

    [SupplyParameterFromQuery(Name = "cle")]
    private string? CleEnregistree { get; set; }

    private DossierLu? Lu { get; set; }

    private Dossier Dossier => Lu!.Dossier;

    private DateOnly Aujourdhui { get; set; }

    private bool AuPasse => Dossier.Au != Aujourdhui || Dossier.VuAu is not null;

    private string Chemin => $"/dossiers/{Id}";

    /// <summary>Why a date of the address is not the one shown.</summary>
    private string? DateEcartee { get; set; }

    private string? Message { get; set; }

    private IssueDActe? Depasse { get; set; }

    private ActeRapide? EnvoiDe { get; set; }

    private JsonObject? Saisi { get; set; }

    private string CleSaisie { get; set; } = "";

    private bool Confirmable { get; set; }

    private char? OuvertA { get; set; }

    private long Version => Depasse?.Version ?? Lu!.Version;

    private int Montrees => Tout is null ? AuPremierCoup : int.MaxValue;

    private IReadOnlyDictionary<string, string> Agents { get; set; } = new Dictionary<string, string>();

    private IReadOnlyDictionary<string, Repertoire.StructureConnue> Structures { get; set; } = new Dictionary<string, Repertoire.StructureConnue>();

    private IReadOnlyList<EnCours> Attentes { get; set; } = [];

    private IReadOnlyList<EnCours> Actifs { get; set; } = [];

    private IReadOnlyList<EnCours> RendezVousFixes { get; set; } = [];

    private IReadOnlyList<Echeance> Echeances { get; set; } = [];

    private IReadOnlyList<LigneChronologie> Lignes { get; set; } = [];

    private IReadOnlyList<LigneChronologie> Enregistre { get; set; } = [];

    private string Nom => Lu is null ? "Dossier introuvable" : EnClair.Nom(Lu.Identite, Dossier.Personne);

    private int? Age => Dossier.Etat.AgeLe(Dossier.Au);

    private string Lieu => EnClair.Commune(Dossier.Domicile?.CodeInsee) is { } commune ? $"· {commune}" : "";

    protected override async Task OnInitializedAsync()
    {
        Aujourdhui = Calendrier.Jour(horloge.GetUtcNow());
        await ChargerAsync();
    }

    private async Task ChargerAsync()
    {
        var ct = Http!.RequestAborted;
        Lu = await lecteur.LireAsync(Id, SaisieDActes.Compte(Http), Passe(Au), Passe(VuAu), new("page/dossier", SaisieDActes.Adresse(Http), AvecFoyer: true), ct);
        if (Lu is null)
        {
            SaisieDActes.Introuvable(Http);
            return;
        }

        Structures = await repertoire.StructuresAsync(ct);
        Agents = await repertoire.AgentsAsync(
            [.. Lu.Faits.Select(f => f.Provenance.Auteur ?? ""), .. Lu.Faits.SelectMany(f => EnClair.Nommes(f.Evenement)), .. Dossier.Referents.Select(r => r.Agent), .. Dossier.Corrections.Select(c => c.Par.Provenance.Auteur ?? "")], ct);
        Attentes = [.. Dossier.EnCours.Where(e => e.EnAttenteDepuis is not null).OrderBy(e => e.EnAttenteDepuis)];
        RendezVousFixes = [.. Dossier.EnCours.Where(e => e.Nature == NatureEnCours.RendezVous && e.Echeance >= Dossier.Au).OrderBy(e => e.Echeance).Take(3)];
        Actifs = [.. Dossier.EnCours.Where(e => e.EnAttenteDepuis is null && e.Nature is not NatureEnCours.RendezVous)];
        Echeances = [.. Dossier.Echeances.Where(e => e.EtatLe(Dossier.Au) is EtatEcheance.EnRetard or EtatEcheance.AVenir).OrderBy(e => e.DueLe)];
        Lignes = [.. Dossier.Chronologie.Where(l => Schema is null || EnClair.Schema(l.Fait.Evenement) == Schema)];
        var enregistres = (FaitsEnregistres ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).ToHashSet();
        Enregistre = [.. Dossier.Chronologie.Where(l => enregistres.Contains(l.Fait.Id.ToString()) && l.Statut == StatutFait.Effectif).Reverse()];
        OuvertA = ActesRapides.De(ActeDemande)?.Touche;
    }

    private async Task EnregistrerAsync(ActeRapide rapide)
    {
        if (Lu is null)
        {
            return;
        }

        Saisi = FormulaireDActe.Lire(rapide.Acte.Champs, Http!.Request.Form);
        CleSaisie = Http.Request.Form[SaisieDActes.ChampCle].ToString();
        EnvoiDe = rapide;
        OuvertA = rapide.Touche;
        var (acte, corps) = Preciser(rapide, Saisi);
        var issue = await saisie.EnregistrerAsync(Http, Id, acte, corps);
        switch (issue.Nature)
        {
            case NatureIssue.Enregistre:
                navigation.NavigateTo(SaisieDActes.Suite(Chemin, issue, Http));
                break;
            case NatureIssue.Depasse:
                Depasse = issue;
                break;
            default:
                Message = issue.Refus?.Detail ?? "Cet acte ne peut pas être enregistré ici.";
                Confirmable = issue.Confirmable;
                break;
        }
    }

    private async Task RetirerAsync()
    {
        var faits = Http!.Request.Form["faits"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries);
        var issue = await saisie.RetirerAsync(Http, Id, faits, "erreurDeSaisie");
        if (issue is null or { Nature: NatureIssue.Enregistre })
        {
            navigation.NavigateTo(Chemin);
        }
        else
        {
            Message = issue.Refus?.Detail ?? "Ce fait ne peut plus être retiré ici.";
        }
    }

    /// <summary>What is said decides which act it is: a visit held for an appointment, a new track where there was one.</summary>
    private (Acte, JsonObject) Preciser(ActeRapide rapide, JsonObject corps)
    {
        if (rapide.Touche == 'h' && !corps.ContainsKey("note") && !corps.ContainsKey("objet") && corps.ContainsKey("rendezVousId"))
        {
            return (Domain.Accueil.HonorerRendezVous.Acte, corps);
        }

        if (rapide.Touche == 'o' && Dossier.Orientation is not null)
        {
            var autre = (JsonObject)corps.DeepClone();
            autre["vers"] = corps["parcours"]?.DeepClone();
            autre.Remove("parcours");
            autre.Remove("structure");
            autre.Remove("decideur");
            return (Domain.Orientation.Reorienter.Acte, autre);
        }

        return (rapide.Acte, corps);
    }

    private static IEnumerable<Champ> Choisis(ActeRapide rapide) =>
        rapide.Champs.Select(n => rapide.Acte.Champs.First(c => c.Nom == n));

    private JsonNode? Valeur(ActeRapide rapide, Champ champ)
    {
        if (EnvoiDe == rapide && Saisi is not null)
        {
            return Saisi[champ.Nom];
        }

        return (rapide.Touche, champ.Nom) switch
        {
            ('c', "debut") => JsonValue.Create(Iso(Aujourdhui)),
            ('c', "fin") => JsonValue.Create(Iso(Aujourdhui.AddMonths(6))),
            ('c', "type") => JsonValue.Create("contratEngagement"),
            ('m', "cause") => JsonValue.Create("usager"),
            ('h', "rendezVousId") => JsonValue.Create(Dossier.EnCours.Where(e => e.Nature == NatureEnCours.RendezVous).OrderBy(e => e.Echeance is { } le ? Math.Abs(le.DayNumber - Dossier.Au.DayNumber) : int.MaxValue).FirstOrDefault()?.Id),
            _ => null,
        };
    }

    private IEnumerable<Correction> Corrections(LigneChronologie ligne) => Dossier.Corrections.Where(c => c.Vise.Id == ligne.Fait.Id && c.EnVigueur);

    private string Motif(CodeOuTexte motif) => motif.Texte is { } t ? Lu!.Textes.GetValueOrDefault(t.Id) ?? "voir le texte" : Libelles.De(motif);

    private string Phrase(IEvenement evenement) =>
        EnClair.Phrase(evenement, code => Agents.GetValueOrDefault(code) ?? Structures.GetValueOrDefault(code)?.Nom ?? code);

    private string Agent(string? code) => code is null ? "" : Agents.GetValueOrDefault(code, code);

    private MarkupString Chez(string? structure) => structure is { Length: > 0 }
        ? new($"<span class=\"suite\">{System.Net.WebUtility.HtmlEncode(Structures.GetValueOrDefault(structure)?.Nom ?? structure)}</span>")
        : default;

    private string Avec(string? schema)
    {
        var q = new List<string>();
        if (Dossier.Au != Aujourdhui)
        {
            q.Add($"au={Iso(Dossier.Au)}");
        }

        if (Dossier.VuAu is { } v)
        {
            q.Add($"vuAu={Iso(v)}");
        }

        if (schema is not null)
        {
            q.Add($"schema={Uri.EscapeDataString(schema)}");
        }

        return q.Count == 0 ? Chemin : $"{Chemin}?{string.Join('&', q)}";
    }

    private static string Iso(DateOnly jour) => Pilotage.Regard.Iso(jour);

    /// <summary>A day before today that the address asks for; any other is set aside, and the page says so.</summary>
    private DateOnly? Passe(string? texte)
    {
        if (string.IsNullOrEmpty(texte))
        {
            return null;
        }

        var jour = Pilotage.Regard.Jour(texte);
        DateEcartee ??= jour is null ? $"{Pilotage.Regard.DateIllisible} Le dossier est montré sans elle."
            : jour > Aujourdhui ? "Une date est à venir : le dossier est montré sans elle."
            : null;
        return jour < Aujourdhui ? jour : null;
    }
}
