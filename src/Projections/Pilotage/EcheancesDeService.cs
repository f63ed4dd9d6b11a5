using System.Text.Json.Serialization;
using Accompagnement.Domain.Echeances;
using Accompagnement.Domain.Referentiels;
using Accompagnement.Projections.Faits;
using Accompagnement.Projections.Regles;
using Npgsql;

namespace Accompagnement.Projections.Pilotage;

/// <summary>A row of <c>/api/pilotage/echeances</c>: what is due, counted; what it is not broken down by is empty.</summary>
/// <param name="Nature">What is due.</param>
/// <param name="Mesure">The type of the measure whose term it is.</param>
/// <param name="AVenir">Due on the day or later.</param>
/// <param name="SousTrenteJours">Those of them that are due within thirty days.</param>
/// <param name="EnRetard">Passed, and neither met nor without object.</param>
/// <param name="PlusAncienneDueLe">The last day of the one that is late for the longest.</param>
public sealed record LigneEcheances(
    string Nature, string Mesure, string Service, string Territoire, string Site, string Agent, long AVenir, long SousTrenteJours, long EnRetard,
    DateOnly? PlusAncienneDueLe)
{
    public const string Entete = "nature;mesure;service;territoire;site;agent;a_venir;sous_30_jours;en_retard;plus_ancienne_due_le";

    [JsonIgnore]

    public IReadOnlyList<object?> Champs =>
        [Nature, Mesure, Service, Territoire, Site, Agent, AVenir, SousTrenteJours, EnRetard, PlusAncienneDueLe];
}

/// <summary>Something due in a file, for those who look after many of them.</summary>
public sealed record EcheanceOuverte(Guid Personne, string Nature, string Mesure, string Service, string Territoire, DateOnly ArmeeLe, DateOnly DueLe, EtatEcheance Etat)
{
    public const string Entete = "personne;nature;mesure;service;territoire;armee_le;due_le;etat";

    [JsonIgnore]

    public IReadOnlyList<object?> Champs => [Personne, Nature, Mesure, Service, Territoire, ArmeeLe, DueLe, LigneEcheance.Code(Etat.ToString())];
}

/// <summary>Which of the deadlines open on a day are looked at.</summary>
public enum EcheancesVoulues
{
    Toutes,
    EnRetard,
    Bientot,
    AVenir,
}

/// <summary>
/// X1 over a service, a site or the whole département: the deadlines open on a day. One whose person several agents follow is with
/// each of them, and once in each site. Silence is not among them: it is R1.
/// </summary>
public sealed class EcheancesDeService(NpgsqlDataSource source)
{
    private const int Bientot = 30;

    /// <summary>The name of a type of row: what is due.</summary>
    public static string Nature(short type) => LigneEcheance.Code((type >= ReglesEcheances.PremiereMesure ? NatureEcheance.EcheanceMesure : (NatureEcheance)type).ToString());

    /// <summary>The name of a type of row: the measure whose term it is; empty for another.</summary>
    public static string Mesure(short type) => type >= ReglesEcheances.PremiereMesure ? Noms.Mesure((short)(type - ReglesEcheances.PremiereMesure)) : "";

    /// <summary>A type by its name: that of a measure, or of what is due.</summary>
    public static string Nommer(short type) => type < 0 || (type < ReglesEcheances.PremiereMesure && !Enum.IsDefined((NatureEcheance)type))
        ? throw new ArgumentOutOfRangeException(nameof(type))
        : type >= ReglesEcheances.PremiereMesure ? Mesure(type) : Nature(type);

    /// <summary>The type that a name is that of; null for no name of <see cref="Nommer"/>.</summary>
    public static short? Numero(string nom) => Noms.Mesure(nom) is { } mesure
        ? (short)(ReglesEcheances.PremiereMesure + mesure)
        : Enum.GetValues<NatureEcheance>().Where(n => Nature((short)n) == nom).Select(n => (short?)n).FirstOrDefault();

    public async Task<IReadOnlyList<LigneEcheances>> LireAsync(Vue vue, Axes axes, Filtre filtre, CancellationToken ct = default)
    {
        var parAgent = axes.HasFlag(Axes.Agent) || axes.HasFlag(Axes.Site);
        var type = axes.HasFlag(Axes.Type) ? "axe_type" : "null::smallint";
        await using var commande = Requete.Creer(source, $"""
            with echeances as materialized (
                select e.flux, e.valeur - ($1 - date '0001-01-01') as reste, date '0001-01-01' + e.valeur as due,
                       {Sql.Cellule(axes)}
                from faits.episodes e {Sql.Territoire}
                where e.nature = 19 and {EnCours.Le("e", "$1")} and {Sql.Conditions("$1", filtre)}
            ), suivis as (
                {Suivis(axes.HasFlag(Axes.Agent), axes.HasFlag(Axes.Site), parAgent)}
            )
            select {type}, {Axe(Axes.Service, "axe_service")}, {Axe(Axes.Territoire, "axe_territoire")}, {Axe(Axes.Site, "coalesce(s.site, '')")}, {Axe(Axes.Agent, "coalesce(s.agent, '')")},
                   count(*) filter (where reste >= 0), count(*) filter (where reste between 0 and {Bientot}), count(*) filter (where reste < 0),
                   min(due) filter (where reste < 0)
            from echeances left join suivis s using (flux)
            {Sql.ParCellule(axes)}
            """);
        Sql.Ajouter(commande.Parameters, vue, filtre);
        commande.Parameters.Add(Sql.Textes(filtre.Services));
        var rangees = new List<LigneEcheances>();
        await using var l = await commande.ExecuteReaderAsync(ct);
        while (await l.ReadAsync(ct))
        {
            var cle = Sql.LireCle(l);
            rangees.Add(new(
                cle.Type is { } nature ? Nature(nature) : "", cle.Type is { } mesure ? Mesure(mesure) : "", cle.Service, cle.Territoire, l.GetString(3), l.GetString(4),
                l.GetInt64(5), l.GetInt64(6), l.GetInt64(7), l.IsDBNull(8) ? null : l.GetFieldValue<DateOnly>(8)));
        }

        string Axe(Axes axe, string expression) => axes.HasFlag(axe) ? expression : "''";

        return [.. rangees.OrderByDescending(r => r.EnRetard).ThenByDescending(r => r.SousTrenteJours)
            .ThenBy(r => (r.Nature, r.Mesure, r.Service, r.Territoire, r.Site, r.Agent), Comparer<(string, string, string, string, string, string)>.Default)];
    }

    /// <summary>The deadlines themselves, those that are late for the longest first.</summary>
    /// <param name="vue">The day and the knowledge.</param>
    /// <param name="filtre">What is looked at.</param>
    /// <param name="voulues">Which of them.</param>
    /// <param name="agent">Only those of the persons whom an agent follows; empty for those whom nobody follows, null for all.</param>
    /// <param name="apres">Passes over so many.</param>
    /// <param name="max">How many to give.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<EcheanceOuverte>> PersonnesAsync(
        Vue vue, Filtre filtre, EcheancesVoulues voulues, string? agent, int apres, int max, CancellationToken ct = default)
    {
        var deLAgent = agent switch
        {
            null => "and $11::text is null",
            "" => "and $11 = '' and not exists (select from suivis s where s.flux = e.flux)",
            _ => "and exists (select from suivis s where s.flux = e.flux and s.agent = $11)",
        };
        var reste = voulues switch
        {
            EcheancesVoulues.EnRetard => "< 0",
            EcheancesVoulues.Bientot => $"between 0 and {Bientot}",
            EcheancesVoulues.AVenir => ">= 0",
            _ => "is not null",
        };
        await using var commande = Requete.Creer(source, $"""
            with suivis as materialized (
                {Suivis(parAgent: true, parSite: false, agent is not null)}
            )
            select e.flux, e.type, coalesce(e.structure, ''), t.territoire, e.du, date '0001-01-01' + e.valeur
            from faits.episodes e {Sql.Territoire}
            where e.nature = 19 and {EnCours.Le("e", "$1")} and e.valeur - ($1 - date '0001-01-01') {reste} and {Sql.Conditions("$1", filtre)} {deLAgent}
            order by e.valeur, e.flux, e.type, e.objet offset $9 limit $10
            """);
        Sql.Ajouter(commande.Parameters, vue, filtre);
        commande.Parameters.Add(Sql.Textes(filtre.Services));
        commande.Parameters.Add(new NpgsqlParameter<int> { TypedValue = apres });
        commande.Parameters.Add(new NpgsqlParameter<int> { TypedValue = max });
        commande.Parameters.Add(Sql.Texte(agent));
        var echeances = new List<EcheanceOuverte>();
        await using var l = await commande.ExecuteReaderAsync(ct);
        while (await l.ReadAsync(ct))
        {
            var (type, due) = (l.GetInt16(1), l.GetFieldValue<DateOnly>(5));
            echeances.Add(new(
                l.GetGuid(0), Nature(type), Mesure(type), l.GetString(2), l.GetString(3), l.GetFieldValue<DateOnly>(4), due,
                vue.Au <= due ? EtatEcheance.AVenir : EtatEcheance.EnRetard));
        }

        return echeances;
    }

    /// <summary>Who follows whom on the day, of the agents of the site ($7) and of the services ($8).</summary>
    private static string Suivis(bool parAgent, bool parSite, bool lus) => $"""
        select distinct s.flux, {(parAgent ? "s.agent" : "'' as agent")}, {(parSite ? "coalesce(a.site, '')" : "''")} as site
        from faits.episodes s
        left join (
            select distinct on (e.agent) e.agent, e.structure as site from faits.episodes e
            where e.nature = 11 and e.du <= $1 and e.au > $1 and {Sql.Connu}
        ) a using (agent)
        where {(lus ? "s.nature in (2, 7) and s.agent is not null" : "false")} and {EnCours.Le("s", "$1")} and s.connu_de <= $2 and s.connu_a > $2
          and ($7::text is null or a.site = $7) and {Sql.DesServices("s.agent", "$8")}
        """;
}
