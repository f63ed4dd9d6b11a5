using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;
using Accompagnement.EventStore;
using Accompagnement.EventStore.Coffre;
using Accompagnement.Projections.Faits;
using Npgsql;

namespace Accompagnement.Projections.Olinpe;

/// <summary>A return that is ready to be sent, and whose children it speaks of.</summary>
/// <param name="Donnees">Its events.</param>
/// <param name="Enfants">The files that it was made from, in the order of the events.</param>
public sealed record RetourOlinpe(int Annee, IReadOnlyList<Donnee> Donnees, IReadOnlyList<Guid> Enfants);

/// <summary>
/// Makes the yearly return from the events: those of the children who had a measure or an accueil in the year, corrections and merges
/// applied. The facts only say which files to read.
/// </summary>
public sealed class LecteurOlinpe(NpgsqlDataSource source, IEventStore store, LecteurIdentites identites)
{
    private const int ParPage = 500;

    /// <param name="annee">The year of the return.</param>
    /// <param name="secret">The secret shared with the receiver.</param>
    /// <param name="precedent">When the return of an earlier year was made: a child whose number has changed since says the former one.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<RetourOlinpe> LireAsync(int annee, byte[] secret, DateTimeOffset? precedent, CancellationToken ct)
    {
        var donnees = new List<Donnee>();
        var enfants = new List<Guid>();
        foreach (var page in (await GroupesAsync(annee, ct)).Chunk(ParPage))
        {
            await AjouterAsync(page, annee, secret, precedent, donnees, enfants, ct);
        }

        return new(annee, donnees, enfants);
    }

    private async Task AjouterAsync(Guid[][] groupes, int annee, byte[] secret, DateTimeOffset? precedent, List<Donnee> donnees, List<Guid> enfants, CancellationToken ct)
    {
        Guid[] flux = [.. groupes.SelectMany(g => g)];
        var faits = new Dictionary<Guid, List<FaitEnregistre>>();
        await foreach (var fait in store.ReadStreamsAsync(flux, ct))
        {
            if (!faits.TryGetValue(fait.Fait.Sujet.Flux, out var liste))
            {
                faits[fait.Fait.Sujet.Flux] = liste = [];
            }

            liste.Add(fait);
        }

        var connues = await identites.IdentitesAsync(flux, ct);
        var alors = precedent is { } instant ? await identites.IdentitesAsync(flux, instant, ct) : null;
        foreach (var groupe in groupes)
        {
            Fait[] ensemble = [.. groupe.SelectMany(f => faits.GetValueOrDefault(f) ?? []).OrderBy(f => f.Position).Select(f => f.Fait)];
            if (ensemble.Length == 0)
            {
                continue;
            }

            foreach (var (personne, effectifs) in FabriqueDeFaits.Dossiers(ensemble, groupe.Length > 1))
            {
                var inscription = effectifs.Select(f => f.Evenement).OfType<PersonneInscrite>().LastOrDefault();
                var identite = connues.GetValueOrDefault(personne);
                var numero = NumeroAnonymat.De(identite, inscription?.Naissance, personne, secret);
                var dossier = new DossierEnfant(numero, inscription?.Naissance, inscription?.Sexe, [.. effectifs.OrderBy(f => f.Jour).Select(f => (f.Jour, f.Evenement))])
                {
                    NumeroAnterieur = NumeroDAlors(ensemble, alors, precedent, personne, secret) is { } ancien && ancien != numero ? ancien : null,
                };
                var siennes = ExportOlinpe.Exporter([dossier], annee);
                donnees.AddRange(siennes);
                enfants.AddRange(siennes.Select(_ => personne));
            }
        }
    }

    private static string? NumeroDAlors(
        IEnumerable<Fait> faits, IReadOnlyDictionary<Guid, Identite>? identites, DateTimeOffset? precedent, Guid personne, byte[] secret)
    {
        // A number was sent only for who had a file by then, under the name that the file had.
        var inscription = faits.Where(f => f.Sujet.Flux == personne && f.Saisi <= precedent).ToList() is { Count: > 0 } connus
            ? Histoire.Effective(connus).Select(f => f.Evenement).OfType<PersonneInscrite>().LastOrDefault()
            : null;
        return inscription is not null && identites!.TryGetValue(personne, out var identite) ? NumeroAnonymat.De(identite, inscription.Naissance, personne, secret) : null;
    }

    /// <summary>The files with a measure or an accueil in the year, each with those it was ever merged with.</summary>
    private async Task<List<Guid[]>> GroupesAsync(int annee, CancellationToken ct)
    {
        await using var commande = source.CreateCommand($"""
            with recursive voulus as (
                select distinct flux as chef, flux from faits.episodes
                where nature in ({(short)Nature.Mesure}, {(short)Nature.Accueil}) and connu_a = 'infinity' and du <= $2 and au >= $1
            ), groupes as (
                select chef, flux from voulus
                union
                select g.chef, case when l.absorbe = g.flux then l.absorbant else l.absorbe end
                from groupes g join faits.liens l on g.flux in (l.absorbe, l.absorbant)
            )
            select array_agg(flux order by flux) from groupes group by chef order by chef
            """);
        commande.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = new(annee, 1, 1) });
        commande.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = new(annee, 12, 31) });
        var groupes = new List<Guid[]>();
        var vus = new HashSet<Guid>();
        await using var lignes = await commande.ExecuteReaderAsync(ct);
        while (await lignes.ReadAsync(ct))
        {
            // Two files that were merged and separated again have each their row: their group is read once.
            if (lignes.GetFieldValue<Guid[]>(0) is var groupe && vus.Add(groupe[0]))
            {
                groupes.Add(groupe);
            }
        }

        return groupes;
    }
}
