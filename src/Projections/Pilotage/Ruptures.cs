using System.Runtime.InteropServices;
using System.Text.Json.Serialization;
using Accompagnement.Projections.Faits;
using Npgsql;

namespace Accompagnement.Projections.Pilotage;

/// <summary>A row of <c>/api/pilotage/ruptures</c>: a file where nothing happens any more though somebody is in charge of it.</summary>
public sealed record LigneRupture(Guid Personne, string Agent, string Site, DateOnly DernierEvenementLe, int JoursSansEvenement)
{
    public const string Entete = "personne;agent;site;dernier_evenement_le;jours_sans_evenement";

    /// <summary>Where the person lives.</summary>
    public string Territoire { get; init; } = "";

    [JsonIgnore]

    public IReadOnlyList<object?> Champs => [Personne, Agent, Site, DernierEvenementLe, JoursSansEvenement];
}

/// <summary>How many files are lost from sight, in one cell; what it is not broken down by is empty.</summary>
public sealed record NombreDeRuptures(string Agent, string Site, string Territoire, long Dossiers, int PlusLongSilence)
{
    public const string Entete = "agent;site;territoire;dossiers;plus_long_silence";

    [JsonIgnore]

    public IReadOnlyList<object?> Champs => [Agent, Site, Territoire, Dossiers, PlusLongSilence];
}

/// <summary>
/// R1: files without any event for so many days while an accompaniment is in progress: a referent, a measure or an accueil. A
/// person with several agents has a row for each.
/// </summary>
public sealed class Ruptures(NpgsqlDataSource source)
{
    /// <summary>The files, the longest silence first.</summary>
    /// <param name="vue">The day and the knowledge.</param>
    /// <param name="filtre">Site and services are those of the agents; the type is that of a measure in progress.</param>
    /// <param name="agent">Only those of one agent.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<LigneRupture>> LireAsync(Vue vue, Filtre? filtre = null, string? agent = null, CancellationToken ct = default)
    {
        filtre ??= Filtre.Aucun;

        // Nothing is known of the days after the day of knowledge: silence is not read there.
        var jour = vue.Au < vue.VuAu ? vue.Au : vue.VuAu;
        var silence = (await Parametres.LireAsync(source, vue, ct)).Silence;

        // Files and agents are told apart here: the server is done with a file as soon as it has found it.
        await using var commande = Requete.Creer(source, $"""
            with affectations as (
                select distinct on (e.agent) e.agent, e.structure as site from faits.episodes e
                where e.nature = 11 and e.du <= $1 and e.au > $1 and {Sql.Connu}
            ), suivis as (
                select e.flux, e.agent from faits.episodes e
                where e.nature in (2, 4, 7) and {EnCours.Le("e", "$1")} and {Sql.Connu} {Sql.Compartiment(filtre)}
                  and ($3::smallint is null or e.nature = 2 and e.type = $3) and ($4::text is null or e.structure = $4)
            ), perdus as materialized (
                select e.flux, e.commune, e.du, s.agent from faits.episodes e join suivis s on s.flux = e.flux
                where e.nature = 16 and {EnCours.Le("e", "$1")} and e.du <= $1 - $9::int and {Sql.Connu}
                  and ($7::text is null or s.agent in (select agent from affectations where site = $7)) and ($8::text is null or s.agent = $8) and {Sql.DesServices("s.agent", "$10")}
            )
            select e.flux, coalesce(e.agent, ''), coalesce(a.site, ''), e.du, t.territoire
            from perdus e {Sql.Territoire} left join affectations a on a.agent = e.agent
            where $5::text is null or t.territoire = $5
            """, ensembliste: true);
        Sql.Ajouter(commande.Parameters, vue with { Au = jour }, filtre);
        commande.Parameters.Add(Sql.Texte(agent));
        commande.Parameters.Add(new NpgsqlParameter<int> { TypedValue = silence });
        commande.Parameters.Add(Sql.Textes(filtre.Services));
        var ruptures = new Dictionary<(Guid Personne, string Agent), LigneRupture>();
        await using (var lignes = await commande.ExecuteReaderAsync(ct))
        {
            while (await lignes.ReadAsync(ct))
            {
                var (personne, qui, dernier) = (lignes.GetGuid(0), lignes.GetString(1), lignes.GetFieldValue<DateOnly>(3));
                ref var ligne = ref CollectionsMarshal.GetValueRefOrAddDefault(ruptures, (personne, qui), out _);
                if (ligne is null || dernier > ligne.DernierEvenementLe)
                {
                    ligne = new(personne, qui, lignes.GetString(2), dernier, jour.DayNumber - dernier.DayNumber) { Territoire = lignes.GetString(4) };
                }
            }
        }

        // What nobody in particular carries counts for a file that has no agent at all.
        var avecAgent = ruptures.Keys.Where(r => r.Agent.Length > 0).Select(r => r.Personne).ToHashSet();
        return [.. ruptures.Values.Where(r => r.Agent.Length > 0 || !avecAgent.Contains(r.Personne))
            .OrderBy(r => r.DernierEvenementLe).ThenBy(r => r.Personne).ThenBy(r => r.Agent, StringComparer.Ordinal)];
    }

    /// <summary>The same files, counted by agent, site and territory; each counts once in a cell.</summary>
    public async Task<IReadOnlyList<NombreDeRuptures>> CompterAsync(Vue vue, Axes axes, Filtre filtre, CancellationToken ct = default) =>
        [.. (await LireAsync(vue, filtre, null, ct))
            .GroupBy(l => (Agent: axes.HasFlag(Axes.Agent) ? l.Agent : "", Site: axes.HasFlag(Axes.Site) ? l.Site : "", Territoire: axes.HasFlag(Axes.Territoire) ? l.Territoire : ""))
            .Select(g => new NombreDeRuptures(g.Key.Agent, g.Key.Site, g.Key.Territoire, g.Select(l => l.Personne).Distinct().Count(), g.Max(l => l.JoursSansEvenement)))
            .OrderByDescending(n => n.Dossiers).ThenBy(n => n.Agent, StringComparer.Ordinal).ThenBy(n => n.Site, StringComparer.Ordinal).ThenBy(n => n.Territoire, StringComparer.Ordinal)];
}
