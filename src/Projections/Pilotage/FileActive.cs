using System.Text.Json.Serialization;
using Accompagnement.Domain.Orientation;
using Npgsql;

namespace Accompagnement.Projections.Pilotage;

/// <summary>One person on a référent's desk, in one role.</summary>
/// <param name="Role">The role, or <c>mesure</c> for a measure that the agent carries.</param>
/// <param name="Depuis">Since when.</param>
/// <param name="Charge">What the person weighs for this agent in this role.</param>
/// <param name="ProchainRendezVous">The next appointment with anybody of the service, from the day on.</param>
/// <param name="JoursSansEvenement">Days since the last event; null when it is known only that it was less than a month ago.</param>
/// <param name="EnAttente">Measures and accueils that are decided and wait.</param>
/// <param name="EnAttenteDepuis">The decision of the oldest of them.</param>
public sealed record PersonneSuivie(
    Guid Personne, string Role, DateOnly Depuis, decimal Charge, DateOnly? ProchainRendezVous, int? JoursSansEvenement, int EnAttente, DateOnly? EnAttenteDepuis)
{
    public const string Entete =
        "personne;role;depuis;charge;prochain_rendez_vous;jours_sans_evenement;en_attente;en_attente_depuis;prochaine_echeance;echeances_en_retard;en_retard_depuis";

    /// <summary>The last day of the next deadline, the day itself included.</summary>
    public DateOnly? ProchaineEcheance { get; init; }

    /// <summary>How many deadlines are passed.</summary>
    public int EcheancesEnRetard { get; init; }

    /// <summary>The last day of the one that is late for the longest.</summary>
    public DateOnly? EnRetardDepuis { get; init; }

    [JsonIgnore]

    public IReadOnlyList<object?> Champs =>
    [
        Personne, Role, Depuis, Charge, ProchainRendezVous, JoursSansEvenement, EnAttente, EnAttenteDepuis, ProchaineEcheance, EcheancesEnRetard, EnRetardDepuis,
    ];
}

/// <summary>
/// A référent's desk: the current persons, in one query. First those whose deadlines are passed, the oldest of them first; then
/// those who wait longest, and those who are silent longest.
/// </summary>
public sealed class FilesActives(NpgsqlDataSource source)
{
    /// <summary>The desk of an agent.</summary>
    /// <param name="agent">The agent's code.</param>
    /// <param name="vue">The day and the knowledge.</param>
    /// <param name="enfance">
    /// Whether who asks is in the compartment of child protection; otherwise what waits or is due in it is counted only for the
    /// children whom the agent follows there.
    /// </param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<PersonneSuivie>> LireAsync(string agent, Vue vue, bool enfance = true, CancellationToken ct = default)
    {
        var parametres = await Parametres.LireAsync(source, vue, ct);

        // Waits and measures are dated by their delays, which a move does not cut.
        await using var commande = Requete.Creer(source, $"""
            with suivis as materialized (
                select e.flux, e.type, case e.nature when 7 then 7 else 2 end as nature, max(e.valeur) filter (where e.nature = 2) as intensite,
                       min(e.du) filter (where e.nature <> 2) as du
                from faits.episodes e
                where e.agent = $3 and e.nature in (2, 7, 204) and e.du <= $1 and e.au > $1 and {Sql.Connu}
                group by 1, 2, 3
            ), dedans as (
                select flux from suivis where nature = 7 and type = {(int)RoleReferent.Ase} or nature = 2 and type in ({Sql.MesuresDeLAse})
            ), autour as (
                select e.flux,
                       min(date '0001-01-01' + e.valeur) filter (where e.nature = 18 and e.valeur >= $1 - date '0001-01-01') as rendez_vous,
                       max(e.du) filter (where e.nature = 16) as dernier,
                       count(distinct e.objet) filter (where e.nature in (203, 210)) as attend,
                       min(e.du) filter (where e.nature in (203, 210)) as attend_depuis,
                       min(date '0001-01-01' + e.valeur) filter (where e.nature = 19 and e.valeur >= $1 - date '0001-01-01') as prochaine,
                       count(*) filter (where e.nature = 19 and e.valeur < $1 - date '0001-01-01') as en_retard,
                       min(date '0001-01-01' + e.valeur) filter (where e.nature = 19 and e.valeur < $1 - date '0001-01-01') as retard_depuis
                from faits.episodes e
                where e.flux in (select flux from suivis) and e.nature in (16, 18, 19, 203, 210) and e.du <= $1 and e.au > $1 and {Sql.Connu}
                  and ($4 or {Sql.HorsEnfance} or e.flux in (select flux from dedans))
                group by e.flux
            ), origines as (
                select e.flux, e.type, count(distinct e.agent) as agents, min(e.valeur) filter (where e.agent = $3) as depuis from faits.episodes e
                where e.flux in (select flux from suivis) and e.nature = 7 and e.du <= $1 and e.au > $1 and {Sql.Connu}
                group by e.flux, e.type
            )
            select s.flux, s.nature, s.type, coalesce(s.intensite, 0),
                   case when s.nature = 7 then date '0001-01-01' + o.depuis else s.du end,
                   case when s.nature = 7 then o.agents else 1 end,
                   a.rendez_vous, $1 - a.dernier, coalesce(a.attend, 0)::int, a.attend_depuis, a.prochaine, coalesce(a.en_retard, 0)::int, a.retard_depuis
            from suivis s left join autour a using (flux) left join origines o on o.flux = s.flux and o.type = s.type
            where s.nature = 7 or s.intensite is not null
            order by a.retard_depuis nulls last, a.attend_depuis nulls last, a.dernier nulls last, s.flux, s.nature, s.type
            """);
        commande.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = vue.Au });
        commande.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = vue.VuAu });
        commande.Parameters.Add(new NpgsqlParameter<string> { TypedValue = agent });
        commande.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = enfance });
        var personnes = new List<PersonneSuivie>();
        await using var l = await commande.ExecuteReaderAsync(ct);
        while (await l.ReadAsync(ct))
        {
            var (mesure, type) = (l.GetInt32(1) == 2, l.GetInt16(2));
            var role = mesure ? Noms.RoleMesure : Noms.Role(type);
            var poids = mesure ? parametres.PoidsMesure(Noms.Mesure(type), l.GetInt32(3) == 1) : parametres.PoidsRole(role) / l.GetInt64(5);
            personnes.Add(new(
                l.GetGuid(0), role, l.GetFieldValue<DateOnly>(4), Math.Round(poids, 6), Date(6), l.IsDBNull(7) ? null : l.GetInt32(7), l.GetInt32(8), Date(9))
            {
                ProchaineEcheance = Date(10),
                EcheancesEnRetard = l.GetInt32(11),
                EnRetardDepuis = Date(12),
            });
        }

        return personnes;

        DateOnly? Date(int i) => l.IsDBNull(i) ? null : l.GetFieldValue<DateOnly>(i);
    }
}
