using System.Text.Json;
using Accompagnement.Domain.Faits;
using Npgsql;

namespace Accompagnement.EventStore.Coffre;

/// <summary>A person who was found.</summary>
/// <param name="Personne">The file: the one that absorbed the others, when several are of this person.</param>
/// <param name="Trouvee">The identity that fits, which can be an older one: a name before marriage stays findable.</param>
/// <param name="Score">How well it fits, from 0 to 1.</param>
public sealed record PersonneTrouvee(Guid Personne, Identite Trouvee, double Score);

/// <summary>
/// Finds people by their name, birth date or allocataire number. The database compares keyed fingerprints; names are opened and
/// ranked here, and only those of the best candidates.
/// </summary>
/// <remarks>
/// What is found is not yet what may be shown: the caller keeps only the files its account may know of, before it says how many.
/// </remarks>
public sealed class RechercheDePersonnes(NpgsqlDataSource source, CoffreFort coffre, TimeProvider? horloge = null)
{
    private const int Candidats = 80;

    /// <summary>How many rows a lookup may be expected to read.</summary>
    private const double LignesAuPlus = 2500;
    private const double ScoreAuMoins = 0.6;

    private const string ParEmpreintes = """
        with c as materialized (
            select r.titulaire, r.secret, (select count(*) from unnest(r.empreintes) as e where e = any($2)) as communes
            from coffre.recherche r where r.empreintes && $1 order by communes desc limit $3
        )
        select coalesce(f.absorbant, c.titulaire), c.titulaire, c.secret, s.contenu, k.enveloppe, k.cle
        from c
        join coffre.secrets s on s.id = c.secret
        join coffre.cles k on k.titulaire = c.titulaire
        join public.mt_streams m on m.id = c.titulaire and m.type = 'trajectoire'
        left join accompagnement.fusions f on f.absorbe = c.titulaire
        """;

    private readonly FrequencesDesEmpreintes frequences = new(source, horloge ?? TimeProvider.System);

    /// <summary>The people who fit best what was typed, best first.</summary>
    public Task<IReadOnlyList<PersonneTrouvee>> ChercherAsync(string? texte, int max = 20, CancellationToken ct = default) =>
        ChercherAsync(DemandeDeRecherche.Lire(texte), max, ct);

    /// <summary>The people who fit best a request, best first.</summary>
    public async Task<IReadOnlyList<PersonneTrouvee>> ChercherAsync(DemandeDeRecherche demande, int max = 20, CancellationToken ct = default)
    {
        if (demande.EstVide)
        {
            return [];
        }

        var (entrees, toutes) = await EmpreintesAsync(demande, ct);
        var trouvees = await LireAsync(entrees, toutes, identite => Ressemblance.De(demande, identite), ct);

        // A birth date recorded wrong must not hide a name: when the date finds nobody, the name alone is tried.
        if (trouvees.Count == 0 && demande is { Naissance: not null, Mots.Count: > 0 })
        {
            var sansDate = demande with { Naissance = null };
            (entrees, toutes) = await EmpreintesAsync(sansDate, ct);
            trouvees = await LireAsync(entrees, toutes, identite => 0.75 * Ressemblance.De(sansDate, identite), ct);
        }

        return Meilleures(trouvees, max);
    }

    /// <summary>The files that may already be this person's: nearly the same name, the same birth date or one not known.</summary>
    public async Task<IReadOnlyList<PersonneTrouvee>> DoublonsAsync(Identite identite, Guid? sauf = null, int max = 10, CancellationToken ct = default)
    {
        var mots = new[] { identite.NomNaissance, identite.NomUsage, identite.Prenoms }.SelectMany(Empreinteur.Mots).Where(m => m.Length > 1).Distinct().ToArray();
        var trouvees = new List<PersonneTrouvee>();
        if (identite.DateNaissance is not null)
        {
            var (entrees, toutes) = await EmpreintesAsync(new(mots, [], identite.DateNaissance), ct);
            trouvees.AddRange(await LireAsync(entrees, toutes, Score, ct));
        }

        if (mots.Length > 0)
        {
            var (entrees, toutes) = await EmpreintesAsync(new(mots, []), ct);
            trouvees.AddRange(await LireAsync(entrees, toutes, Score, ct));
        }

        return Meilleures([.. trouvees.Where(t => t.Personne != sauf && t.Score >= 0.75)], max);

        double Score(Identite autre) => Ressemblance.Entre(identite, autre);
    }

    private static List<PersonneTrouvee> Meilleures(IReadOnlyList<PersonneTrouvee> trouvees, int max) =>
        [.. trouvees
            .GroupBy(t => t.Personne).Select(g => g.MaxBy(t => t.Score)!)
            .OrderByDescending(t => t.Score)
            .ThenBy(t => t.Trouvee.NomNaissance, StringComparer.CurrentCulture)
            .ThenBy(t => t.Trouvee.Prenoms, StringComparer.CurrentCulture)
            .ThenBy(t => t.Personne)
            .Take(max)];

    /// <summary>The fingerprints that the index looks up, and all those that count for the rank.</summary>
    private async ValueTask<(int[] Entrees, int[] Toutes)> EmpreintesAsync(DemandeDeRecherche demande, CancellationToken ct)
    {
        var empreinteur = coffre.Empreinteur;
        List<int> toutes = [.. demande.Mots.SelectMany(m => empreinteur.DuNom(m)), .. demande.Initiales.Select(empreinteur.DeLInitiale)];
        List<int> precises = [];
        if (demande.Numero is { } numero)
        {
            precises.Add(empreinteur.DuNumero(numero));
        }
        else if (demande.Naissance is { } naissance)
        {
            precises.Add(empreinteur.DeLaNaissance(naissance));
            if (demande.NaissanceInversee is { } inversee)
            {
                precises.Add(empreinteur.DeLaNaissance(inversee));
            }
        }

        toutes.AddRange(precises);
        int[] distinctes = [.. toutes.Distinct()];
        return (precises.Count > 0 ? [.. precises] : Rares(distinctes, await frequences.LireAsync(ct)), distinctes);
    }

    /// <summary>
    /// Who shares at least a third of the fingerprints of a name has one of its rarest two thirds: looking those up misses nobody,
    /// and the budget drops the commonest when they would read too much.
    /// </summary>
    private static int[] Rares(int[] empreintes, FrequencesDesEmpreintes.Mesure mesure)
    {
        var utiles = empreintes.Length - (int)Math.Ceiling(empreintes.Length / 3.0) + 1;
        var rares = new List<int>();
        var (attendues, vues) = (0.0, 0);
        foreach (var empreinte in empreintes.OrderBy(mesure.Attendues).Take(utiles))
        {
            attendues += mesure.Attendues(empreinte);
            if (vues >= 2 && attendues > LignesAuPlus)
            {
                break;
            }

            // A mistyped word brings fingerprints that nobody has: they find nothing, and must not use up the budget.
            rares.Add(empreinte);
            vues += mesure.Parts.ContainsKey(empreinte) ? 1 : 0;
        }

        return [.. rares];
    }

    private async Task<List<PersonneTrouvee>> LireAsync(int[] entrees, int[] toutes, Func<Identite, double> score, CancellationToken ct)
    {
        var trouvees = new List<PersonneTrouvee>();
        await using var commande = source.CreateCommand(ParEmpreintes);
        commande.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = entrees });
        commande.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = toutes });
        commande.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Candidats });
        await using var lignes = await commande.ExecuteReaderAsync(ct);
        while (await lignes.ReadAsync(ct))
        {
            var (titulaire, secret) = (lignes.GetGuid(1), lignes.GetGuid(2));
            using var aes = Scellement.Aes(coffre.OuvrirCle(titulaire, lignes.GetInt16(4), lignes.GetFieldValue<byte[]>(5)));
            var clair = Scellement.Ouvrir(aes, lignes.GetFieldValue<byte[]>(3), Scellement.Lien(titulaire, secret, (short)NatureSecret.Identite));
            var identite = JsonSerializer.Deserialize<Identite>(clair, Json.Stocke)!;
            if (score(identite) is >= ScoreAuMoins and var s)
            {
                trouvees.Add(new(lignes.GetGuid(0), identite, s));
            }
        }

        return trouvees;
    }
}
