using System.Text.Json;
using Accompagnement.Api.Trajectoires;
using Accompagnement.Domain.Dossiers;
using Accompagnement.Domain.Faits;

namespace Accompagnement.Api.Points;

/// <summary>A person's file as the API gives it.</summary>
/// <param name="Personne">The file; the one that absorbed it when another was asked for.</param>
/// <param name="Version">What <c>If-Match</c> takes.</param>
/// <param name="Au">The day it is looked at.</param>
/// <param name="VuAu">The day of knowledge.</param>
/// <param name="Niveau">Whole, or limited to dates, référents and measures.</param>
/// <param name="Titre">On what ground it is shown.</param>
/// <param name="Existe">False when nothing was known of the person then.</param>
/// <param name="Identite">Who it is, as known now.</param>
/// <param name="Chronologie">The latest lines; the rest by pages.</param>
public sealed record DossierEnJson(
    Guid Personne, long Version, DateOnly Au, DateOnly? VuAu, string Niveau, string Titre, bool Existe, Identite? Identite, string? Sexe, string? Naissance,
    DateOnly? DecesLe, bool Clos, Domicile? Domicile, int? Gir, bool? SoumisAuxDroitsEtDevoirs, OrientationEnJson? Orientation,
    IReadOnlyList<ReferentEnJson> Referents, IReadOnlyList<PartageEnJson> Partages, IReadOnlyList<EnCoursEnJson> EnCours,
    IReadOnlyList<EcheanceEnJson> Echeances, IReadOnlyList<MembreDuFoyer> Foyer, IReadOnlyList<Guid> Absorbes, IReadOnlyList<LigneEnJson> Chronologie,
    IReadOnlyList<CorrectionEnJson> Corrections)
{
    private const int Lignes = 20;

    public static DossierEnJson De(DossierLu lu)
    {
        var d = lu.Dossier;
        return new(
            d.Personne, lu.Version, d.Au, d.VuAu, Code(lu.Acces.Niveau), Code(lu.Acces.Titre), d.Existe, lu.Identite, d.Sexe?.ToString(), d.Etat.Naissance?.ToString(),
            d.Etat.DecesLe, d.Etat.Close, d.Domicile, d.Gir, d.SoumisAuxDroitsEtDevoirs,
            d.Orientation is { } o ? new(Code(o.Parcours), o.Dispositif is { } dispositif ? Code(dispositif) : null, o.Structure, o.Le, o.Acceptee) : null,
            [.. d.Referents.Select(r => new ReferentEnJson(Code(r.Role), r.Agent, r.Depuis))],
            [.. d.Partages.Select(p => new PartageEnJson(p.Key, Code(p.Value.Niveau), p.Value.Le, p.Value.Jusquau))],
            [.. d.EnCours.Select(e => new EnCoursEnJson(Code(e.Nature), e.Id, e.Libelle, e.Etape, e.Depuis, e.EnAttenteDepuis, e.Echeance, e.Structure))],
            [.. d.Echeances.Select(e => EcheanceEnJson.De(e, d.Au))],
            lu.Foyer,
            [.. lu.Dossiers.Where(p => p != d.Personne)],
            [.. d.Chronologie.Take(Lignes).Select(l => LigneEnJson.De(l, lu))],
            [.. d.Corrections.Select(c => CorrectionEnJson.De(c, lu))]);
    }

    internal static string Code<T>(T valeur)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(valeur.ToString());
}

/// <summary>The track a person is on.</summary>
public sealed record OrientationEnJson(string Parcours, string? Dispositif, string? Structure, DateOnly Le, bool? Acceptee);

/// <summary>An agent who accompanies the person.</summary>
public sealed record ReferentEnJson(string Role, string Agent, DateOnly Depuis);

/// <summary>An agreement to share.</summary>
public sealed record PartageEnJson(string Structure, string Niveau, DateOnly Le, DateOnly? Jusquau);

/// <summary>Something in progress.</summary>
public sealed record EnCoursEnJson(string Nature, string Id, string Libelle, string Etape, DateOnly Depuis, DateOnly? EnAttenteDepuis, DateOnly? Echeance, string? Structure);

/// <summary>A deadline and where it stands.</summary>
public sealed record EcheanceEnJson(string Nature, DateOnly OrigineLe, DateOnly? DueLe, string Etat)
{
    public static EcheanceEnJson De(Domain.Echeances.Echeance e, DateOnly au) => new(DossierEnJson.Code(e.Nature), e.OrigineLe, e.DueLe, DossierEnJson.Code(e.EtatLe(au)));
}

/// <summary>A line of the timeline.</summary>
/// <param name="Id">What a correction names it by.</param>
/// <param name="Textes">Its free texts.</param>
public sealed record LigneEnJson(
    Guid Id, string Type, DateOnly Jour, DateTimeOffset SurvenuLe, DateTimeOffset SaisiLe, string? Auteur, string? Site, string Phrase, string Statut,
    IReadOnlyList<string> Textes, IReadOnlyList<string> Signalements)
{
    public static LigneEnJson De(LigneChronologie ligne, DossierLu lu) => new(
        ligne.Fait.Id, TypeEvenement.De(ligne.Fait.Evenement).Nom, ligne.Jour, ligne.Fait.Survenu, ligne.Fait.Saisi, ligne.Fait.Provenance.Auteur, ligne.Fait.Provenance.Site,
        ligne.Phrase, DossierEnJson.Code(ligne.Statut), [.. ligne.AuCoffre.Select(r => lu.Textes.GetValueOrDefault(r)).OfType<string>()], ligne.Fait.Signalements);
}

/// <summary>What was corrected, by whom and why.</summary>
public sealed record CorrectionEnJson(Guid Id, Guid Vise, DateOnly Le, string? Auteur, string Avant, string? Apres, string? Motif, bool EnVigueur)
{
    public static CorrectionEnJson De(Correction c, DossierLu lu) => new(
        c.Par.Id, c.Vise.Id, c.Par.JourSaisi, c.Par.Provenance.Auteur, Phrases.De(c.Avant), c.Apres is { } apres ? Phrases.De(apres) : null,
        c.Motif is { } motif ? motif.Code ?? lu.Textes.GetValueOrDefault(motif.Texte!.Value.Id) : null, c.EnVigueur);
}

/// <summary>A page of the timeline.</summary>
/// <param name="Suivant">What to ask the next page with; null on the last.</param>
public sealed record PageDeChronologie(IReadOnlyList<LigneEnJson> Lignes, string? Suivant);
