using System.Globalization;
using Accompagnement.Domain.Dossiers;
using Accompagnement.Domain.Faits;
using Accompagnement.Projections.Catalogue;
using Accompagnement.Projections.Diffusion;
using Npgsql;

namespace Accompagnement.Projections.Publications;

/// <summary>
/// Tells why a figure published twice is not the same: how many were recorded since and now count, how many were corrected and no
/// longer do. These counts are protected like all that is published.
/// </summary>
internal sealed class ComparateurDePublications(NpgsqlDataSource source, SecretDeDiffusion secret, Protecteur protecteur)
{
    private static readonly CultureInfo Francais = CultureInfo.GetCultureInfo("fr-FR");

    public async Task<ComparaisonDePublications> ComparerAsync(
        (Publication Publication, ContenuDePublication Contenu) avant, (Publication Publication, ContenuDePublication Contenu) apres, CancellationToken ct)
    {
        var anciennes = EnCodes(avant.Contenu).ToDictionary(c => c.Adresse);
        var communes = EnCodes(apres.Contenu).Where(c => anciennes.ContainsKey(c.Adresse)).ToArray();
        var ecarts = new List<EcartDePublications>();
        foreach (var serie in apres.Contenu.Series)
        {
            var differentes = communes.Where(c => c.Code == serie.Code && c.Periode == serie.Periode && c.Decoupage == serie.Decoupage
                && c.Dimensions.Count == serie.Par.Count && serie.Par.All(c.Dimensions.ContainsKey)
                && (c.Valeur, c.ConfStatus) != (anciennes[c.Adresse].Valeur, anciennes[c.Adresse].ConfStatus)).ToArray();
            if (differentes.Length == 0)
            {
                continue;
            }

            var s = ServicePublications.Comprendre(serie);
            var entres = await EcartsAsync(s, apres.Contenu.VuAu, avant.Contenu.VuAu, ct);
            var sortis = await EcartsAsync(s, avant.Contenu.VuAu, apres.Contenu.VuAu, ct);
            ecarts.AddRange(differentes.Select(c =>
            {
                var cle = Cle(c.Territoire, serie.Par.Select(p => c.Dimensions[p]));
                return Expliquer(anciennes[c.Adresse], c, Compter(entres, cle), Compter(sortis, cle));
            }));
        }

        return new(avant.Publication, apres.Publication, communes.Length, ecarts, NoteDeProtection.De(protecteur.Table.Parametres));

        // A count of the difference beside the two values is one more view of it: a small one is not given at all.
        long? Compter(Dictionary<string, CelluleDeBase> cellules, string cle) =>
            protecteur.Compte(cellules.GetValueOrDefault(cle)).Valeur is { } n && n >= protecteur.Seuils.Denominateur ? n : null;

        EcartDePublications Expliquer(CelluleFigee a, CelluleFigee b, long? ajoutes, long? retires)
        {
            var changee = a.Version == b.Version ? "" : $" La définition est passée de la version {a.Version} à la version {b.Version}.";
            var texte = string.Create(Francais, $"{Dire(a.Valeur)} publié le {Libelles.De(Calendrier.Jour(avant.Publication.PublieeLe))}, {Dire(b.Valeur)} avec ce qui a été enregistré depuis : {Combien(ajoutes)} de plus (saisies tardives, corrections), {Combien(retires)} de moins (corrections).{changee}");
            return new(b.Code, b.Periode, b.Decoupage, b.Territoire, b.Dimensions, a.Valeur, b.Valeur, ajoutes, retires, texte);
        }

        string Combien(long? n) => n is { } combien ? string.Create(Francais, $"environ {combien:#,0}") : $"moins de {protecteur.Seuils.Denominateur}";

        static string Dire(decimal? valeur) => valeur?.ToString("#,0.#", Francais) ?? "non publié :";
    }

    /// <summary>The cells of a publication, whenever it was made, named as they are today.</summary>
    private static IEnumerable<CelluleFigee> EnCodes(ContenuDePublication contenu) =>
        contenu.Cles == FormeDesCles.Codes ? contenu.Cellules : contenu.Cellules.Select(c =>
        {
            var indicateur = CatalogueIndicateurs.DuCode(c.Code);
            return indicateur is null ? c : c with { Dimensions = c.Dimensions.ToDictionary(d => d.Key, d => CodesDesTypes.Cle(indicateur, Enum.Parse<Dimension>(d.Key, ignoreCase: true), d.Value)) };
        });

    /// <summary>The objects counted as known on one day and not as known on another, by cell.</summary>
    private async Task<Dictionary<string, CelluleDeBase>> EcartsAsync(SerieDemandee s, DateOnly connus, DateOnly inconnus, CancellationToken ct)
    {
        var question = new Question(s.Periode, [s.Decoupage], s.Dimensions, connus);
        var requete = Compilateur.CompilerEcart(LectureDesFaits.Base(s.Indicateur), question, question with { VuAu = inconnus }, secret);
        await using var commande = source.CreateCommand(requete.CommandText);
        foreach (var parametre in requete.Parameters.Select(p => p.Clone()))
        {
            commande.Parameters.Add(parametre);
        }

        await using var lignes = await commande.ExecuteReaderAsync(ct);
        var cellules = new Dictionary<string, CelluleDeBase>(StringComparer.Ordinal);
        while (await lignes.ReadAsync(ct))
        {
            var n = s.Dimensions.Count + 2;
            cellules[Cle(lignes.GetString(1), s.Dimensions.Select((d, i) => CodesDesTypes.Cle(s.Indicateur, d, lignes.GetString(i + 2))))] = CelluleDeBase.DeLaSomme(lignes.GetInt64(n), lignes.GetDecimal(n + 1));
        }

        return cellules;
    }

    private static string Cle(string territoire, IEnumerable<string> valeurs) => string.Join(LectureDesFaits.Separateur, valeurs.Prepend(territoire));
}
