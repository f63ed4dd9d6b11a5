using System.Text.Json;
using Accompagnement.Domain.Faits;
using Npgsql;

namespace Accompagnement.EventStore.Coffre;

/// <summary>Two files that may be of the same person.</summary>
/// <param name="Un">The lesser identifier.</param>
/// <param name="Autre">The greater one.</param>
/// <param name="Score">How much they look alike, from 0 to 1.</param>
public sealed record PaireDeDossiers(Guid Un, Guid Autre, double Score);

/// <summary>A part of the base that was looked through, and where to go on; null at the end.</summary>
public sealed record PageDeDoublons(IReadOnlyList<PaireDeDossiers> Paires, int Examines, Guid? Suivant);

/// <summary>
/// Looks through the whole base for people recorded twice, part by part. It answers identifiers: who reads it need not know anybody.
/// </summary>
public sealed class DoublonsDeLaBase(NpgsqlDataSource source, CoffreFort coffre, LecteurIdentites identites, RechercheDePersonnes recherche)
{
    private const double ScoreAuMoins = 0.85;

    private const string Partie = """
        select distinct r.titulaire from coffre.recherche r
        join public.mt_streams m on m.id = r.titulaire and m.type = 'trajectoire'
        where r.titulaire > $1 and not exists (select from accompagnement.fusions f where f.absorbe = r.titulaire)
        order by r.titulaire limit $2
        """;

    private const string MemeNaissance = """
        select d.titulaire, r.titulaire, r.secret, s.contenu, k.enveloppe, k.cle
        from unnest($1, $2) as d (titulaire, naissance)
        join coffre.recherche r on r.empreintes @> array[d.naissance] and r.titulaire <> d.titulaire
        join coffre.secrets s on s.id = r.secret
        join coffre.cles k on k.titulaire = r.titulaire
        join public.mt_streams m on m.id = r.titulaire and m.type = 'trajectoire'
        where not exists (select from accompagnement.fusions f where f.absorbe = r.titulaire)
        """;

    /// <summary>The pairs of which one file is in this part. A pair over two parts is named where its first file is.</summary>
    /// <param name="apres">The last file of the part before; null to begin.</param>
    /// <param name="examines">How many files to look at.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<PageDeDoublons> LireAsync(Guid? apres, int examines, CancellationToken ct = default)
    {
        var partie = await PartieAsync(apres, examines, ct);
        var noms = await identites.IdentitesAsync(partie, ct);
        var paires = new Dictionary<(Guid, Guid), double>();
        await ParNaissanceAsync(noms, paires, ct);

        // Whose birth date is not known is looked for by name.
        foreach (var (personne, identite) in noms.Where(n => n.Value.DateNaissance is null))
        {
            foreach (var trouvee in await recherche.DoublonsAsync(identite, personne, ct: ct))
            {
                Noter(paires, personne, trouvee.Personne, trouvee.Score);
            }
        }

        return new(
            [.. paires.Select(p => new PaireDeDossiers(p.Key.Item1, p.Key.Item2, Math.Round(p.Value, 2))).OrderByDescending(p => p.Score).ThenBy(p => p.Un).ThenBy(p => p.Autre)],
            partie.Length,
            partie.Length == examines ? partie[^1] : null);
    }

    private async Task<Guid[]> PartieAsync(Guid? apres, int examines, CancellationToken ct)
    {
        await using var commande = source.CreateCommand(Partie);
        commande.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = apres ?? Guid.Empty });
        commande.Parameters.Add(new NpgsqlParameter<int> { TypedValue = examines });
        await using var lignes = await commande.ExecuteReaderAsync(ct);
        var partie = new List<Guid>();
        while (await lignes.ReadAsync(ct))
        {
            partie.Add(lignes.GetGuid(0));
        }

        return [.. partie];
    }

    private async Task ParNaissanceAsync(IReadOnlyDictionary<Guid, Identite> noms, Dictionary<(Guid, Guid), double> paires, CancellationToken ct)
    {
        var (titulaires, naissances) = (new List<Guid>(), new List<int>());
        foreach (var (personne, identite) in noms)
        {
            if (identite.DateNaissance is { } date)
            {
                titulaires.Add(personne);
                naissances.Add(coffre.Empreinteur.DeLaNaissance(date));
                if (new DemandeDeRecherche([], [], date).NaissanceInversee is { } inversee)
                {
                    titulaires.Add(personne);
                    naissances.Add(coffre.Empreinteur.DeLaNaissance(inversee));
                }
            }
        }

        await using var commande = source.CreateCommand(MemeNaissance);
        commande.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. titulaires] });
        commande.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. naissances] });
        await using var lignes = await commande.ExecuteReaderAsync(ct);
        while (await lignes.ReadAsync(ct))
        {
            var (personne, autre, secret) = (lignes.GetGuid(0), lignes.GetGuid(1), lignes.GetGuid(2));
            using var aes = Scellement.Aes(coffre.OuvrirCle(autre, lignes.GetInt16(4), lignes.GetFieldValue<byte[]>(5)));
            var clair = Scellement.Ouvrir(aes, lignes.GetFieldValue<byte[]>(3), Scellement.Lien(autre, secret, (short)NatureSecret.Identite));
            Noter(paires, personne, autre, Ressemblance.Entre(noms[personne], JsonSerializer.Deserialize<Identite>(clair, Json.Stocke)!));
        }
    }

    private static void Noter(Dictionary<(Guid, Guid), double> paires, Guid a, Guid b, double score)
    {
        if (score >= ScoreAuMoins && a != b)
        {
            var cle = a.CompareTo(b) < 0 ? (a, b) : (b, a);
            paires[cle] = Math.Max(score, paires.GetValueOrDefault(cle));
        }
    }
}
