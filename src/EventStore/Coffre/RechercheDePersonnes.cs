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

    /// <summary>How many rows that look alike are compared.</summary>
    private const int Proches = 400;
    private const double ScoreAuMoins = 0.6;

    /// <summary>A name alone, when a birth date was given and is another one: it is found, after those whose date fits.</summary>
    private const double SansLaDate = 0.75;

    /// <summary>Follows the rows of <c>lues</c>: those that share most, opened by the reader.</summary>
    private const string Contenus = """
        , c as materialized (
            select titulaire, secret, (select count(*) from unnest(empreintes) as e where e = any($1)) as communes
            from lues order by communes desc limit $2
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

        List<PersonneTrouvee> trouvees = [];
        if (Precises(demande) is { Length: > 0 } precises)
        {
            trouvees.AddRange((await LireAsync("r.empreintes && $4", Proches, [precises], Toutes(demande), i => Ressemblance.De(demande, i), ct)).Trouvees);
        }

        // A birth date recorded wrong must not hide a name. It is tried whatever the date has found: were it only when the date finds
        // nobody, the answer would tell that somebody the account may not see was born that day.
        if (demande is { Numero: null, Mots.Count: > 0 })
        {
            var nom = demande with { Naissance = null };
            var poids = demande.Naissance is null ? 1 : SansLaDate;
            trouvees.AddRange(await ParNomAsync(nom, i => poids * Ressemblance.De(nom, i), ct));
        }

        return Meilleures(trouvees, max);
    }

    /// <summary>The files that may already be this person's: nearly the same name, the same birth date or one not known.</summary>
    public async Task<IReadOnlyList<PersonneTrouvee>> DoublonsAsync(Identite identite, Guid? sauf = null, int max = 10, CancellationToken ct = default)
    {
        static string[] Mots(string? texte) => [.. Empreinteur.Mots(texte).Where(m => m.Length > 1)];

        var noms = Mots(identite.NomNaissance).Concat(Mots(identite.NomUsage)).Distinct().Take(4).ToArray();
        var prenoms = Mots(identite.Prenoms);
        var tout = new DemandeDeRecherche([.. noms.Concat(prenoms).Distinct()], [], identite.DateNaissance);
        var trouvees = new List<PersonneTrouvee>();
        if (Precises(tout) is { Length: > 0 } precises)
        {
            trouvees.AddRange((await LireAsync("r.empreintes && $4", Proches, [precises], Toutes(tout), Score, ct)).Trouvees);
        }

        // With a first name, for the commonest names; without, for who is known by a name alone.
        var demandes = noms.SelectMany(n => prenoms.Take(1).Select(p => new[] { n, p }).Append([n])).DefaultIfEmpty(prenoms).Where(m => m.Length > 0);
        foreach (var mots in demandes)
        {
            trouvees.AddRange(await ParNomAsync(new(mots, []), Score, ct, Toutes(tout)));
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

    /// <summary>All that counts for the rank of a row.</summary>
    private int[] Toutes(DemandeDeRecherche demande) =>
    [
        .. demande.Mots.SelectMany(coffre.Empreinteur.DuNom)
            .Concat(demande.Initiales.Select(coffre.Empreinteur.DeLInitiale))
            .Concat(Precises(demande)).Distinct(),
    ];

    /// <summary>The fingerprints that say nearly by themselves who it is: one of them is enough.</summary>
    private int[] Precises(DemandeDeRecherche demande) => demande switch
    {
        { Numero: { } numero } => [coffre.Empreinteur.DuNumero(numero)],
        { Naissance: { } naissance, NaissanceInversee: { } inversee } => [coffre.Empreinteur.DeLaNaissance(naissance), coffre.Empreinteur.DeLaNaissance(inversee)],
        { Naissance: { } naissance } => [coffre.Empreinteur.DeLaNaissance(naissance)],
        _ => [],
    };

    /// <summary>Who has all these words, then who nearly has them, unless as many as are looked at have them all.</summary>
    private async Task<List<PersonneTrouvee>> ParNomAsync(DemandeDeRecherche demande, Func<Identite, double> score, CancellationToken ct, int[]? rang = null)
    {
        var mesure = await frequences.LireAsync(ct);
        var mots = demande.Mots.Select(coffre.Empreinteur.DuNom).ToArray();
        var initiales = demande.Initiales.Select(coffre.Empreinteur.DeLInitiale).ToArray();
        var toutes = rang ?? Toutes(demande);
        int[] exactes = [.. mots.SelectMany(m => FormesDUnMot.Exacte(m, mesure.Attendues)).Concat(initiales).Distinct()];
        var (trouvees, lues) = await LireAsync("r.empreintes @> $4", Candidats, [exactes], toutes, score, ct);
        if (lues >= Candidats)
        {
            return trouvees;
        }

        // Only the shape of the query depends on what was typed: how many words, of how many letters.
        List<int[]> formes = [];
        var condition = string.Join(" and ", mots.Select(m => $"({string.Join(" or ", FormesDUnMot.Proches(m, mesure.Attendues).Select(Forme))})")
            .Concat(initiales.Length == 0 ? [] : [Forme(initiales)]));
        trouvees.AddRange((await LireAsync(condition, Proches, formes, toutes, score, ct)).Trouvees);
        return trouvees;

        string Forme(int[] forme)
        {
            formes.Add(forme);
            return $"r.empreintes @> ${3 + formes.Count}";
        }
    }

    private async Task<(List<PersonneTrouvee> Trouvees, int Lues)> LireAsync(
        string condition, int auPlus, IReadOnlyList<int[]> entrees, int[] toutes, Func<Identite, double> score, CancellationToken ct)
    {
        var (trouvees, lues) = (new List<PersonneTrouvee>(), 0);
        await using var commande = source.CreateCommand(
            $"with lues as materialized (select r.titulaire, r.secret, r.empreintes from coffre.recherche r where {condition} limit $3)\n{Contenus}");
        commande.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = toutes });
        commande.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Candidats });
        commande.Parameters.Add(new NpgsqlParameter<int> { TypedValue = auPlus });
        foreach (var entree in entrees)
        {
            commande.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = entree });
        }

        await using var lignes = await commande.ExecuteReaderAsync(ct);
        while (await lignes.ReadAsync(ct))
        {
            lues++;
            var (titulaire, secret) = (lignes.GetGuid(1), lignes.GetGuid(2));
            using var aes = Scellement.Aes(coffre.OuvrirCle(titulaire, lignes.GetInt16(4), lignes.GetFieldValue<byte[]>(5)));
            var clair = Scellement.Ouvrir(aes, lignes.GetFieldValue<byte[]>(3), Scellement.Lien(titulaire, secret, (short)NatureSecret.Identite));
            var identite = JsonSerializer.Deserialize<Identite>(clair, Json.Stocke)!;
            if (score(identite) is >= ScoreAuMoins and var s)
            {
                trouvees.Add(new(lignes.GetGuid(0), identite, s));
            }
        }

        return (trouvees, lues);
    }
}
