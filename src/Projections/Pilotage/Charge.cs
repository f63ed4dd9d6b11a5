using System.Runtime.InteropServices;
using System.Text.Json.Serialization;
using Accompagnement.Projections.Faits;
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

    /// <summary>How many files the agent has in all, each once whatever the roles; the same in each of the agent's rows.</summary>
    public long Dossiers { get; init; }

    [JsonIgnore]

    public IReadOnlyList<object?> Champs => [Agent, Site, Role, Personnes, Charge, Etp, ChargeParEtp, Absent];
}

/// <summary>What an agent carries in all.</summary>
/// <param name="Dossiers">How many files, whatever the roles.</param>
/// <param name="ParEtp">The load for a full-time equivalent; null where the agent has no time.</param>
/// <param name="Roles">Role by role.</param>
public sealed record ChargeDAgent(
    string Agent, string Site, long Dossiers, decimal Charge, decimal? Etp, decimal? ParEtp, bool Absent, bool Parti, IReadOnlyList<LigneCharge> Roles)
{
    public static IEnumerable<ChargeDAgent> Reunir(IEnumerable<LigneCharge> lignes) => lignes.GroupBy(l => l.Agent).Select(g =>
    {
        var un = g.First();
        return new ChargeDAgent(
            g.Key, un.Site, un.Dossiers, g.Sum(l => l.Charge), un.Etp, un.ChargeParEtp is null ? null : g.Sum(l => l.ChargeParEtp), un.Absent, un.Parti, [.. g]);
    });
}

/// <summary>A row of <c>/api/pilotage/charge/alertes</c> as a file: one thing to see to about one agent.</summary>
/// <param name="Alerte"><see cref="TropCharge"/>, <see cref="Absent"/> or <see cref="Parti"/>.</param>
/// <param name="Dossiers">How many files the agent has, whatever the roles.</param>
/// <param name="Charge">The whole load.</param>
public sealed record LigneAlerte(string Alerte, string Agent, string Site, long Dossiers, decimal Charge, decimal? Etp, decimal? ChargeParEtp, decimal Seuil)
{
    public const string Entete = "alerte;agent;site;dossiers;charge;etp;charge_par_etp;seuil";

    public const string TropCharge = "trop_charge";

    public const string Absent = "absent";

    public const string Parti = "parti";

    [JsonIgnore]

    public IReadOnlyList<object?> Champs => [Alerte, Agent, Site, Dossiers, Charge, Etp, ChargeParEtp, Seuil];
}

/// <summary>W3: what a supervisor must see to.</summary>
/// <param name="AuDessusDuSeuil">Agents whose whole load per ETP is over the threshold.</param>
/// <param name="AbsentsAvecDossiers">Agents absent on the day, with files.</param>
/// <param name="PartisAvecDossiers">Agents who have left, with files.</param>
/// <param name="Lignes">The same, one by one, with how many files each is about.</param>
public sealed record AlertesDeCharge(
    decimal Seuil, IReadOnlyList<string> AuDessusDuSeuil, IReadOnlyList<string> AbsentsAvecDossiers, IReadOnlyList<string> PartisAvecDossiers, IReadOnlyList<LigneAlerte> Lignes);

/// <summary>
/// W1 and W2: the persons each agent follows, and their weight. Agents who share a role for a person share its weight; the
/// measures an agent carries weigh by type and intensity. An agent's site is that of the day.
/// </summary>
public sealed class Charges(NpgsqlDataSource source)
{
    /// <summary>The load of each agent in each role.</summary>
    /// <param name="vue">The day and the knowledge.</param>
    /// <param name="filtre">Site and services are those of the agents, the territory that of the persons; type and structure are those of measures.</param>
    /// <param name="agent">Only one agent.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<LigneCharge>> LireAsync(Vue vue, Filtre? filtre = null, string? agent = null, CancellationToken ct = default)
    {
        filtre ??= Filtre.Aucun;
        var parametres = await Parametres.LireAsync(source, vue, ct);
        var tenus = await TenusAsync(vue, filtre, agent, ct);
        var roles = tenus.Referents
            .Select(r => (r.Agent, Role: Noms.Role(r.Type), r.Personnes, Charge: (decimal)r.Personnes / r.Avec * parametres.PoidsRole(Noms.Role(r.Type))))
            .GroupBy(r => (r.Agent, r.Role))
            .Select(g => Ligne(g.Key.Agent, g.Key.Role, g.Sum(r => r.Personnes), g.Sum(r => r.Charge)));
        var mesures = tenus.Mesures
            .GroupBy(m => m.Agent)
            .Select(g => Ligne(g.Key, Noms.RoleMesure, g.First().Personnes, g.Sum(m => m.Nombre * parametres.PoidsMesure(Noms.Mesure(m.Type), m.Intensive))));
        return [.. roles.Concat(mesures).Where(l => filtre.Site is null || l.Site == filtre.Site).OrderBy(l => l.Agent, StringComparer.Ordinal).ThenBy(l => l.Role, StringComparer.Ordinal)];

        LigneCharge Ligne(string agent, string role, long personnes, decimal charge)
        {
            var de = tenus.De(agent);
            return new(agent, de.Site, role, personnes, Math.Round(charge, 6), de.Etp, de.Etp is > 0 ? Math.Round(charge / de.Etp.Value, 6) : null, de.Absent)
            {
                Parti = de.Parti,
                Dossiers = tenus.Dossiers[agent],
            };
        }
    }

    /// <summary>
    /// Reads each agent with each person and each measure of the day, and tells them apart here: while the server finds some, others are
    /// counted. A role is shared with agents that are not asked for, or wherever the person lives.
    /// </summary>
    private async Task<Tenus> TenusAsync(Vue vue, Filtre filtre, string? agent, CancellationToken ct)
    {
        var desAgents = $"($8::text is null or e.agent = $8) and {Sql.DesServices("e.agent", "$9")}";
        await using var commande = Requete.Creer(source, $"""
            select {Sorte.Referent:D}, e.agent, e.flux, e.type, null::integer, '',
                   ($5::text is null or t.territoire = $5) and $3::smallint is null and $4::text is null and {desAgents}
            from faits.episodes e {Sql.Territoire}
            where e.nature = 7 and {EnCours.Le("e", "$1")} and {Sql.Connu} {Sql.Compartiment(filtre)}
            union all
            select {Sorte.Mesure:D}, e.agent, e.flux, e.type, e.valeur, '', true
            from faits.episodes e {Sql.Territoire}
            where e.nature = 2 and e.agent is not null and {EnCours.Le("e", "$1")} and {Sql.Connu} {Sql.Compartiment(filtre)}
              and ($5::text is null or t.territoire = $5) and ($3::smallint is null or e.type = $3) and ($4::text is null or e.structure = $4) and {desAgents}
            union all
            select case e.nature when 11 then {Sorte.Affectation:D} when 13 then {Sorte.Absence:D} else {Sorte.Depart:D} end, e.agent, null, null, e.valeur, coalesce(e.structure, ''), true
            from faits.episodes e
            where e.nature in (11, 13, 14) and e.agent is not null and e.du <= $1 and e.au > $1 and {Sql.Connu}
            """);
        Sql.Ajouter(commande.Parameters, vue, filtre);
        commande.Parameters.Add(Sql.Texte(agent));
        commande.Parameters.Add(Sql.Textes(filtre.Services));
        var (paires, avec) = (new HashSet<(Guid Flux, short Type, string Agent)>(), new Dictionary<(Guid Flux, short Type), int>());
        var (referents, mesures, agents) = (new List<(Guid Flux, short Type, string Agent)>(), new List<(Guid Flux, short Type, string Agent, bool Intensive)>(), new Dictionary<string, EtatDAgent>());
        await using var l = await commande.ExecuteReaderAsync(ct);
        while (await l.ReadAsync(ct))
        {
            var (sorte, qui) = ((Sorte)l.GetInt32(0), l.GetString(1));
            switch (sorte)
            {
                case Sorte.Referent:
                    var paire = (Flux: l.GetGuid(2), Type: l.GetInt16(3), qui);
                    if (paires.Add(paire))
                    {
                        CollectionsMarshal.GetValueRefOrAddDefault(avec, (paire.Flux, paire.Type), out _)++;
                        if (l.GetBoolean(6))
                        {
                            referents.Add(paire);
                        }
                    }

                    break;
                case Sorte.Mesure:
                    mesures.Add((l.GetGuid(2), l.GetInt16(3), qui, l.GetInt32(4) == 1));
                    break;
                default:
                    var etat = agents.GetValueOrDefault(qui, EtatDAgent.Inconnu);
                    agents[qui] = sorte switch
                    {
                        Sorte.Absence => etat with { Absent = true },
                        Sorte.Depart => etat with { Parti = true },
                        _ => etat with { Site = l.GetString(5), Etp = l.IsDBNull(4) ? null : l.GetInt32(4) / 100m },
                    };
                    break;
            }
        }

        var personnes = mesures.GroupBy(m => m.Agent).ToDictionary(g => g.Key, g => (long)g.DistinctBy(m => m.Flux).Count());
        return new(
            [.. referents.CountBy(r => (r.Agent, r.Type, Avec: avec[(r.Flux, r.Type)])).Select(r => (r.Key.Agent, r.Key.Type, r.Key.Avec, (long)r.Value))],
            [.. mesures.CountBy(m => (m.Agent, m.Type, m.Intensive)).Select(m => (m.Key.Agent, m.Key.Type, m.Key.Intensive, personnes[m.Key.Agent], m.Value))],
            referents.Select(r => (r.Agent, r.Flux)).Concat(mesures.Select(m => (m.Agent, m.Flux))).Distinct().CountBy(d => d.Agent).ToDictionary(d => d.Key, d => (long)d.Value),
            agents);
    }

    private enum Sorte
    {
        Referent,
        Mesure,
        Affectation,
        Absence,
        Depart,
    }

    /// <summary>Where an agent works, how much of the time, and whether they are there.</summary>
    private sealed record EtatDAgent(string Site, decimal? Etp, bool Absent, bool Parti)
    {
        public static EtatDAgent Inconnu { get; } = new("", null, false, false);
    }

    /// <summary>What agents have on a day: so many persons in a role that so many share, so many measures of a kind among so many persons.</summary>
    private sealed record Tenus(
        IReadOnlyList<(string Agent, short Type, int Avec, long Personnes)> Referents,
        IReadOnlyList<(string Agent, short Type, bool Intensive, long Personnes, int Nombre)> Mesures,
        IReadOnlyDictionary<string, long> Dossiers,
        IReadOnlyDictionary<string, EtatDAgent> Agents)
    {
        public EtatDAgent De(string agent) => Agents.GetValueOrDefault(agent, EtatDAgent.Inconnu);
    }

    public async Task<AlertesDeCharge> AlertesAsync(Vue vue, Filtre? filtre = null, CancellationToken ct = default)
    {
        var seuil = (await Parametres.LireAsync(source, vue, ct)).SeuilDeCharge;
        LigneAlerte[] agents =
        [
            .. from a in ChargeDAgent.Reunir(await LireAsync(vue, filtre, null, ct))
               from alerte in AlertesDe(a.ParEtp > seuil, a.Absent, a.Parti)
               select new LigneAlerte(alerte, a.Agent, a.Site, a.Dossiers, a.Charge, a.Etp, a.ParEtp, seuil),
        ];
        return new(seuil, De(LigneAlerte.TropCharge), De(LigneAlerte.Absent), De(LigneAlerte.Parti), agents);

        IReadOnlyList<string> De(string alerte) => [.. agents.Where(a => a.Alerte == alerte).Select(a => a.Agent)];
    }

    private static IEnumerable<string> AlertesDe(bool tropCharge, bool absent, bool parti)
    {
        if (tropCharge)
        {
            yield return LigneAlerte.TropCharge;
        }

        if (absent)
        {
            yield return LigneAlerte.Absent;
        }

        if (parti)
        {
            yield return LigneAlerte.Parti;
        }
    }
}
