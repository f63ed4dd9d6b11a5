using Npgsql;

namespace Accompagnement.Projections.Pilotage;

/// <summary>Somebody under rights and duties for whom a step is missing.</summary>
public sealed record BrsaSansSuite(Guid Personne, string Territoire, DateOnly Depuis, int Jours, bool SansOrientation, bool SansReferent)
{
    public const string Entete = "personne;territoire;depuis;jours;sans_orientation;sans_referent";

    public IReadOnlyList<object?> Champs => [Personne, Territoire, Depuis, Jours, SansOrientation, SansReferent];
}

/// <summary>L2: BRSA under rights and duties without orientation, or without a referent for their insertion; oldest first.</summary>
public sealed class DroitsEtDevoirs(NpgsqlDataSource source)
{
    public async Task<IReadOnlyList<BrsaSansSuite>> LireAsync(Vue vue, Filtre filtre, int apres, int max, CancellationToken ct = default)
    {
        await using var commande = Requete.Creer(source, $"""
            with manques as (
                select e.flux, t.territoire, date '0001-01-01' + e.valeur as depuis, o.flux is null as sans_orientation, r.flux is null as sans_referent
                from faits.episodes e {Sql.Territoire}
                left join (
                    select distinct e.flux from faits.episodes e where e.nature = 10 and e.du <= $1 and e.au > $1 and {Sql.Connu}
                ) o using (flux)
                left join (
                    select distinct e.flux from faits.episodes e where e.nature = 7 and e.type in (0, 2, 4) and e.du <= $1 and e.au > $1 and {Sql.Connu}
                ) r using (flux)
                where e.nature = 9 and e.du <= $1 and e.au > $1 and {Sql.Conditions("$1", filtre)}
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
