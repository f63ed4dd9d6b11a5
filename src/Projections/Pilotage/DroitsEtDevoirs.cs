using System.Text.Json.Serialization;
using Accompagnement.Projections.Faits;
using Npgsql;

namespace Accompagnement.Projections.Pilotage;

/// <summary>Somebody under rights and duties for whom a step is missing.</summary>
public sealed record BrsaSansSuite(Guid Personne, string Territoire, DateOnly Depuis, int Jours, bool SansOrientation, bool SansReferent)
{
    public const string Entete = "personne;territoire;depuis;jours;sans_orientation;sans_referent";

    [JsonIgnore]

    public IReadOnlyList<object?> Champs => [Personne, Territoire, Depuis, Jours, SansOrientation, SansReferent];
}

/// <summary>L2: BRSA under rights and duties without orientation, or without a referent for their insertion; oldest first. A site has those
/// whom its agents follow, and those of its territory whom nobody follows (docs/decisions/0063).</summary>
public sealed class DroitsEtDevoirs(NpgsqlDataSource source)
{
    public async Task<IReadOnlyList<BrsaSansSuite>> LireAsync(Vue vue, Filtre filtre, int apres, int max, CancellationToken ct = default)
    {
        await using var commande = Requete.Creer(source, $"""
            with manques as materialized (
                select e.flux, t.territoire, date '0001-01-01' + e.valeur as depuis,
                       not e.flux in (
                           select o.flux from faits.episodes o
                           where o.nature = 10 and {EnCours.Le("o", "$1")} and o.connu_de <= $2 and o.connu_a > $2) as sans_orientation,
                       not e.flux in (
                           select r.flux from faits.episodes r
                           where r.nature = 7 and r.type in (0, 2, 4) and {EnCours.Le("r", "$1")} and r.connu_de <= $2 and r.connu_a > $2) as sans_referent
                from faits.episodes e {Sql.Territoire}
                where e.nature = 9 and {EnCours.Le("e", "$1")} and {Sql.ConditionsOuSansReferent(filtre)}
            )
            select flux, territoire, depuis, sans_orientation, sans_referent from manques where sans_orientation or sans_referent
            order by depuis, flux offset $8 limit $9
            """);
        Sql.Ajouter(commande.Parameters, vue, filtre);
        commande.Parameters.Add(new NpgsqlParameter<int> { TypedValue = apres });
        commande.Parameters.Add(new NpgsqlParameter<int> { TypedValue = max });
        var personnes = new List<BrsaSansSuite>();
        await using var l = await commande.ExecuteReaderAsync(ct);
        while (await l.ReadAsync(ct))
        {
            var depuis = l.GetFieldValue<DateOnly>(2);
            personnes.Add(new(l.GetGuid(0), l.GetString(1), depuis, vue.Au.DayNumber - depuis.DayNumber, l.GetBoolean(3), l.GetBoolean(4)));
        }

        return personnes;
    }
}
