using Accompagnement.Api.Acces;
using Accompagnement.Domain.Acces;
using Accompagnement.Domain.Accueil;
using Accompagnement.Domain.Dossiers;
using Accompagnement.Domain.Echeances;
using Accompagnement.Domain.Faits;
using Accompagnement.EventStore.Coffre;
using Accompagnement.EventStore.Etats;
using Accompagnement.EventStore.Traces;
using Accompagnement.Projections.Pilotage;
using Npgsql;
using Vue = Accompagnement.Projections.Pilotage.Vue;
using Echeance = Accompagnement.Domain.Echeances.Echeance;

namespace Accompagnement.Api.Pages.Journee;

/// <summary>An appointment of the day.</summary>
public sealed record RendezVousDuJour(Guid Personne, Guid RendezVous, DateTimeOffset PrevuLe, CodeOuTexte? Objet, LieuRendezVous? Lieu, EtapeRendezVous Etape);

/// <summary>Something due in a file.</summary>
public sealed record EcheanceDe(Guid Personne, Echeance Echeance);

/// <summary>A fact that somebody else recorded lately in one of the agent's files.</summary>
public sealed record Nouvelle(Guid Personne, Fait Fait);

/// <summary>What a référent needs on arriving: who comes, what is due, who is silent, what is new.</summary>
public sealed record Journee(
    DateOnly Jour,
    IReadOnlyList<RendezVousDuJour> RendezVous,
    IReadOnlyList<EcheanceDe> Echeances,
    IReadOnlyList<PersonneSuivie> Personnes,
    IReadOnlyList<PersonneSuivie> Silencieux,
    IReadOnlyList<Nouvelle> Nouvelles,
    int Silence,
    decimal Charge,
    decimal Seuil,
    IReadOnlyDictionary<Guid, Identite> Identites,
    IReadOnlyDictionary<Guid, Dossier> Dossiers,
    IReadOnlyDictionary<Guid, long> Versions);

/// <summary>Gathers the day of an agent from the facts and from the files themselves, as far as the account may see them.</summary>
public sealed class LecteurDeJournee(
    NpgsqlDataSource source, FilesActives files, GardeDAcces garde, LecteurEtats lecteur, LecteurIdentites identites, JournalDesTraces journal, TimeProvider horloge)
{
    /// <summary>How far ahead deadlines are shown.</summary>
    private const int JoursAVenir = 60;

    private const int JoursDeNouvelles = 7;

    private const int NouvellesAuPlus = 8;

    public async Task<Journee> LireAsync(Compte compte, string agent, string? adresse, CancellationToken ct)
    {
        var maintenant = horloge.GetUtcNow();
        var jour = Calendrier.Jour(maintenant);
        var personnes = await files.LireAsync(agent, Vue.Le(jour), Compartiments.Ouvert(compte), ct);
        var attendues = await AttenduesAsync(agent, jour, ct);
        var toutes = personnes.Select(p => p.Personne).Concat(attendues).Distinct().ToArray();
        var acces = await garde.DeciderAsync(toutes, compte, ct);
        var ouvertes = toutes.Where(p => acces.TryGetValue(p, out var a) && a.Decision.Niveau == NiveauAcces.Complet).ToArray();
        var flots = await lecteur.LireFaitsAsync(ouvertes, ct);
        var visibles = flots.ToDictionary(f => f.Key, f => Compartiments.Visibles(f.Value.Faits, compte));
        var dossiers = visibles.ToDictionary(f => f.Key, f => Dossier.Lire(f.Key, f.Value, jour));
        var parametres = await Parametres.LireAsync(source, Vue.Le(jour), ct);
        await journal.NoterAsync(Trace.De(NatureTrace.Consultation, compte, maintenant, ouvertes, "page/ma-journee", null, adresse), ct);
        return new(
            jour,
            [.. dossiers.SelectMany(d => RendezVous(d.Key, d.Value, agent, jour)).OrderBy(r => r.PrevuLe)],
            [.. dossiers.SelectMany(d => d.Value.Echeances
                .Where(e => e.EtatLe(jour) == EtatEcheance.EnRetard || (e.EtatLe(jour) == EtatEcheance.AVenir && e.DueLe <= jour.AddDays(JoursAVenir)))
                .Select(e => new EcheanceDe(d.Key, e))).OrderBy(e => e.Echeance.DueLe)],
            personnes,
            [.. personnes.Where(p => p.JoursSansEvenement >= parametres.Silence).DistinctBy(p => p.Personne).OrderByDescending(p => p.JoursSansEvenement)],
            [.. dossiers.SelectMany(d => d.Value.Chronologie
                    .Where(l => l.Statut != StatutFait.Annule && l.Fait.Provenance.Auteur is { } a && a != agent && l.Fait.JourSaisi >= jour.AddDays(-JoursDeNouvelles))
                    .Select(l => new Nouvelle(d.Key, l.Fait)))
                .OrderByDescending(n => n.Fait.Saisi).Take(NouvellesAuPlus)],
            parametres.Silence,
            personnes.Sum(p => p.Charge),
            parametres.SeuilDeCharge,
            await identites.IdentitesAsync(ouvertes, ct),
            dossiers,
            visibles.ToDictionary(f => f.Key, f => (long)f.Value.Count));
    }

    private static IEnumerable<RendezVousDuJour> RendezVous(Guid personne, Dossier dossier, string agent, DateOnly jour)
    {
        foreach (var fixe in dossier.Chronologie.Where(l => l.Statut != StatutFait.Annule).Select(l => l.Fait.Evenement).OfType<RendezVousFixe>())
        {
            if (fixe.Agent == agent && dossier.Etat.RendezVous.GetValueOrDefault(fixe.RendezVousId) is { PrevuLe: { } le } etat
                && Calendrier.Jour(le) == jour && etat.Etape != EtapeRendezVous.Annule)
            {
                yield return new(personne, fixe.RendezVousId, le, fixe.Objet, fixe.Lieu, etat.Etape);
            }
        }
    }

    /// <summary>Who has an appointment with the agent that day, followed by them or not.</summary>
    private async Task<IReadOnlyList<Guid>> AttenduesAsync(string agent, DateOnly jour, CancellationToken ct)
    {
        await using var commande = source.CreateCommand("""
            select distinct e.flux from faits.episodes e
            where e.nature = 18 and e.agent = $1 and e.valeur = $2::date - date '0001-01-01' and e.connu_a > $2::date
            """);
        commande.Parameters.Add(new NpgsqlParameter<string> { TypedValue = agent });
        commande.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = jour });
        var personnes = new List<Guid>();
        await using var lignes = await commande.ExecuteReaderAsync(ct);
        while (await lignes.ReadAsync(ct))
        {
            personnes.Add(lignes.GetGuid(0));
        }

        return personnes;
    }
}
