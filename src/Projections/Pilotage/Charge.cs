using System.Text.Json.Serialization;
using Npgsql;

namespace Accompagnement.Projections.Pilotage;

/// <summary>
/// A row of <c>/api/pilotage/charge</c>: an agent in one role. The role <c>mesure</c> is for the measures that the agent carries.
/// </summary>
public sealed record LigneCharge(
    string Agent, string Site, string Role, long Personnes, decimal Charge, decimal? Etp, decimal? ChargeParEtp, bool Absent)
{
    public const string Entete = "agent;site;role;personnes;charge;etp;charge_par_etp;absent";

    /// <summary>Whether the agent has left.</summary>
    public bool Parti { get; init; }

    [JsonIgnore]

    public IReadOnlyList<object?> Champs => [Agent, Site, Role, Personnes, Charge, Etp, ChargeParEtp, Absent];
}

/// <summary>W3: what a supervisor must see to.</summary>
/// <param name="AuDessusDuSeuil">Agents whose whole load per ETP is over the threshold.</param>
/// <param name="AbsentsAvecDossiers">Agents absent on the day, with files.</param>
/// <param name="PartisAvecDossiers">Agents who have left, with files.</param>
public sealed record AlertesDeCharge(
    decimal Seuil, IReadOnlyList<string> AuDessusDuSeuil, IReadOnlyList<string> AbsentsAvecDossiers, IReadOnlyList<string> PartisAvecDossiers);

/// <summary>
/// W1 and W2: the persons each agent follows, and their weight. Agents who share a role for a person share its weight; the
/// measures an agent carries weigh by type and intensity. An agent's site is that of the day.
/// </summary>
public sealed class Charges(NpgsqlDataSource source)
{
    /// <summary>Each agent with each person, and how many agents share the role. A pair is a pair wherever its persons are looked for.</summary>
    private static string Parts(Filtre filtre) => $"""
        with parts as (
            select e.flux, e.agent, e.type, 0 as mesure, 0 as intensite, e.avec
            from (
                select e.flux, e.agent, e.type, min(e.commune) as commune, count(*) over (partition by e.flux, e.type) as avec from faits.episodes e
                where e.nature = 7 and e.du <= $1 and e.au > $1 and {Sql.Connu} {Sql.Compartiment(filtre)}
                group by e.flux, e.agent, e.type
            ) e {Sql.Territoire}
            where ($5::text is null or t.territoire = $5) and $3::smallint is null and $4::text is null
            union all
            select e.flux, e.agent, e.type, 1, e.valeur, 1
            from faits.episodes e {Sql.Territoire}
            where e.nature = 2 and e.agent is not null and e.du <= $1 and e.au > $1 and {Sql.Connu} {Sql.Compartiment(filtre)}
              and ($5::text is null or t.territoire = $5) and ($3::smallint is null or e.type = $3) and ($4::text is null or e.structure = $4)
        ), affectations as (
            select distinct on (e.agent) e.agent, e.structure as site, e.valeur as etp from faits.episodes e
            where e.nature = 11 and e.du <= $1 and e.au > $1 and e.connu_de <= $2 and e.connu_a > $2
        ), autres as (
            select e.agent, bool_or(e.nature = 13) as absent, bool_or(e.nature = 14) as parti from faits.episodes e
            where e.nature in (13, 14) and e.du <= $1 and e.au > $1 and e.connu_de <= $2 and e.connu_a > $2
            group by e.agent
        )
        """;

    /// <summary>The load of each agent in each role.</summary>
    /// <param name="vue">The day and the knowledge.</param>
    /// <param name="filtre">Site and services are those of the agents, the territory that of the persons; type and structure are those of measures.</param>
    /// <param name="agent">Only one agent.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<LigneCharge>> LireAsync(Vue vue, Filtre? filtre = null, string? agent = null, CancellationToken ct = default)
    {
        filtre ??= Filtre.Aucun;
        var parametres = await Parametres.LireAsync(source, vue, ct);
        await using var commande = Requete.Creer(source, $"""
            {Parts(filtre)}, lignes as (
                select agent, mesure, type, intensite, avec, count(*) as nombre
                from parts where $8::text is null or agent = $8
                group by 1, 2, 3, 4, 5
            ), mesures as (
                select agent, count(distinct flux) as personnes from parts where mesure = 1 group by agent
            )
            select l.agent, coalesce(a.site, ''), l.mesure, l.type, l.intensite, case when l.mesure = 1 then m.personnes else l.nombre end, l.nombre, l.avec,
                   a.etp, coalesce(o.absent, false), coalesce(o.parti, false)
            from lignes l
            left join mesures m using (agent) left join affectations a using (agent) left join autres o using (agent)
            where ($7::text is null or a.site = $7) and {Sql.DesServices("l.agent", "$9")}
            """);
        Sql.Ajouter(commande.Parameters, vue, filtre);
        commande.Parameters.Add(Sql.Texte(agent));
        commande.Parameters.Add(Sql.Textes(filtre.Services));
        var parRole = new Dictionary<(string Agent, string Role), LigneCharge>();
        await using var lignes = await commande.ExecuteReaderAsync(ct);
        while (await lignes.ReadAsync(ct))
        {
            var (mesure, type) = (lignes.GetInt32(2) == 1, lignes.GetInt16(3));
            var role = mesure ? Noms.RoleMesure : Noms.Role(type);
            var poids = mesure ? parametres.PoidsMesure(Noms.Mesure(type), lignes.GetInt32(4) == 1) : parametres.PoidsRole(role);
            var charge = (decimal)lignes.GetInt64(6) / lignes.GetInt64(7) * poids;
            var cle = (lignes.GetString(0), role);
            parRole[cle] = parRole.TryGetValue(cle, out var deja)
                ? deja with { Charge = deja.Charge + charge, Personnes = mesure ? deja.Personnes : deja.Personnes + lignes.GetInt64(5) }
                : new(cle.Item1, lignes.GetString(1), role, lignes.GetInt64(5), charge, lignes.IsDBNull(8) ? null : lignes.GetInt32(8) / 100m, null, lignes.GetBoolean(9))
                {
                    Parti = lignes.GetBoolean(10),
                };
        }

        return [.. parRole.Values
            .Select(l => l with { Charge = Math.Round(l.Charge, 6), ChargeParEtp = l.Etp is > 0 ? Math.Round(l.Charge / l.Etp.Value, 6) : null })
            .OrderBy(l => l.Agent, StringComparer.Ordinal).ThenBy(l => l.Role, StringComparer.Ordinal)];
    }

    public async Task<AlertesDeCharge> AlertesAsync(Vue vue, Filtre? filtre = null, CancellationToken ct = default)
    {
        var seuil = (await Parametres.LireAsync(source, vue, ct)).SeuilDeCharge;
        var agents = (await LireAsync(vue, filtre, null, ct)).GroupBy(l => l.Agent).ToArray();
        return new(
            seuil,
            [.. agents.Where(a => a.Sum(l => l.ChargeParEtp) > seuil).Select(a => a.Key)],
            [.. agents.Where(a => a.First().Absent).Select(a => a.Key)],
            [.. agents.Where(a => a.First().Parti).Select(a => a.Key)]);
    }
}
