using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Referentiels;
using Accompagnement.Projections.Catalogue;
using Accompagnement.Projections.Diffusion;
using Accompagnement.Projections.Diffusion.Suppression;

namespace Accompagnement.Projections.Publications;

/// <summary>
/// Publications with exact values: counts by territory, whose confidential cells are withheld and audited over all the cuts that the
/// publication shows. What cannot be audited is refused: crossings with other dimensions, counts that do not add up.
/// </summary>
internal sealed class PublicationsExactes(Calculateur calculateur, SuppressionDeCellules suppression)
{
    /// <summary>Figures of which one is the sum of others; a stock and its movements are one family by their code.</summary>
    private static readonly string[][] Familles = [["I1", "I2", "I3"], ["O2", "O2a", "O2b", "O2c"]];

    /// <param name="modele">What to compute.</param>
    /// <param name="anterieures">The earlier publications with exact values, withdrawn ones included: they were read.</param>
    /// <param name="premiere">Whether it is made now, and not computed again.</param>
    /// <param name="schema">Where the facts are.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<(ContenuDePublication Contenu, Refus? Refus)> CalculerAsync(ContenuDePublication modele, IReadOnlyList<ContenuDePublication> anterieures, bool premiere, string schema, CancellationToken ct)
    {
        if (modele.Series.Select(s => Liee(s, modele.Series.Concat(anterieures.SelectMany(p => p.Series)))).FirstOrDefault(l => l is not null) is { } liees)
        {
            return Refuser(liees);
        }

        var deja = anterieures.SelectMany(p => p.Cellules).Where(c => c.Valeur is not null).Select(c => c.Adresse).ToHashSet(StringComparer.Ordinal);
        var cellules = new List<CelluleFigee>();
        var positions = new HashSet<long>();
        foreach (var groupe in modele.Series.Select(ServicePublications.Comprendre).GroupBy(s => (s.Indicateur.Code, s.Periode)))
        {
            var series = groupe.ToArray();
            if (series.Any(s => !s.Indicateur.EstUnCompte || s.Dimensions.Count > 0))
            {
                return Refuser($"Les valeurs exactes sont celles de comptes par territoire : {groupe.Key.Code} est un taux, une part, ou se croise avec autre chose.");
            }

            var exact = new Dictionary<Decoupage, Valeurs>();
            foreach (var decoupage in series.Select(s => s.Decoupage).Append(Decoupage.Departement).Concat(series.Length > 1 ? [Decoupage.Commune] : []).Distinct())
            {
                exact[decoupage] = await calculateur.ValeursAsync(series[0].Indicateur, groupe.Key.Periode, decoupage, [], modele.VuAu, schema, ct);
                positions.Add(exact[decoupage].Etat.Position);
            }

            if (exact.Values.Any(v => v.Cellules.Any(c => c.Source is not null)))
            {
                return Refuser($"{groupe.Key.Code}, {groupe.Key.Periode.Code} : des chiffres repris d'avant le système ne se publient pas avec des valeurs exactes.");
            }

            if (Decrire(series, exact, deja) is not { } publication)
            {
                return Refuser($"{groupe.Key.Code} compte une même personne dans plusieurs territoires : ses cases ne s'additionnent pas, et l'audit ne serait pas sûr. Publiez-le en mode « diffusion ».");
            }

            var resultat = await suppression.Proteger(publication, modele.Regle!, ct);
            if (resultat.Refus is { } motif)
            {
                return Refuser($"{groupe.Key.Code}, {groupe.Key.Periode.Code} : {motif}");
            }

            foreach (var serie in series)
            {
                cellules.AddRange(exact[serie.Decoupage].Cellules.Select(c =>
                {
                    // An evolution or a rank of exact values would tell of the withheld ones.
                    var publiee = resultat.Cellules[Adresse(serie, serie.Decoupage, c.Territoire)];
                    return ServicePublications.Figer(
                        serie, new(c.Territoire, c.Cles, publiee.Valeur) { Statut = publiee.Statut, StatutEvolution = StatutDeConfidentialite.D });
                }));
            }
        }

        return premiere && positions.Count > 1
            ? (modele, ServicePublications.EnMouvement)
            : (modele with { Position = premiere ? positions.Single() : modele.Position, Cellules = cellules }, null);

        (ContenuDePublication, Refus?) Refuser(string motif) => (modele, new("suppression-impossible", motif, null, "series"));
    }

    /// <summary>
    /// Why a series cannot stand beside others: a year less three of its quarters is the fourth, a stock less its entries that of before, a
    /// whole less its parts the last one. Each figure and period is audited by itself, so what is linked beyond that is refused.
    /// </summary>
    private static string? Liee(SerieFigee serie, IEnumerable<SerieFigee> autres) =>
        autres.FirstOrDefault(a => (a.Code, a.Periode) != (serie.Code, serie.Periode) && Famille(a.Code) == Famille(serie.Code) && SeRecouvrent(a.Periode, serie.Periode)) is { } autre
            ? $"{serie.Code} {serie.Periode} et {autre.Code} {autre.Periode}, publié aussi, se retrouvent l'un par l'autre : des valeurs exactes d'un même chiffre sont d'une seule découpe du temps, sans ses mouvements ni ses parts. Publiez l'un des deux en mode « diffusion »."
            : null;

    private static string Famille(string code)
    {
        var stock = code.Split('.')[0];
        return Familles.FirstOrDefault(f => f.Contains(stock))?[0] ?? stock;
    }

    private static bool SeRecouvrent(string a, string b) =>
        Periode.TryParse(a, out var p) && Periode.TryParse(b, out var q) && p.Debut <= q.Fin && q.Debut <= p.Fin;

    /// <summary>The cells and how they add up; null when they do not.</summary>
    private static PublicationExacte? Decrire(SerieDemandee[] series, Dictionary<Decoupage, Valeurs> exact, HashSet<string> deja)
    {
        var serie = series[0];
        var cellules = new Dictionary<string, CelluleExacte>(StringComparer.Ordinal);
        var relations = new List<RelationAdditive>();
        var decoupages = exact.Keys.Where(d => d != Decoupage.Commune || series.Any(s => s.Decoupage == Decoupage.Commune)).ToArray();
        foreach (var decoupage in decoupages)
        {
            foreach (var c in exact[decoupage].Cellules)
            {
                var adresse = Adresse(serie, decoupage, c.Territoire);
                cellules[adresse] = new(adresse, (long)c.Valeur!.Value, DejaPubliee: deja.Contains(adresse));
            }

            if (decoupage != Decoupage.Departement)
            {
                relations.Add(new(
                    Adresse(serie, Decoupage.Departement, Territoires.LibelleDepartement),
                    [.. Territoires.PasDeCalais.Libelles(decoupage).Select(t => Adresse(serie, decoupage, t))]));
            }
        }

        // Two cuts are linked by the pieces where they cross; those are protected like cells, though nobody is shown them.
        if (exact.TryGetValue(Decoupage.Commune, out var communes) && decoupages.Length > 2)
        {
            var parCommune = communes.Cellules.ToDictionary(c => c.Territoire, c => (long)c.Valeur!.Value, StringComparer.Ordinal);
            var referentiel = Territoires.PasDeCalais;
            var coupes = decoupages.Where(d => d != Decoupage.Departement).ToArray();
            var morceaux = referentiel.Communes
                .GroupBy(c => string.Join('+', coupes.Select(d => referentiel.Libelle(referentiel.Numero(c.CodeInsee), d))))
                .Select(g => (Id: $"morceau|{g.Key}", Valeur: g.Sum(c => parCommune[c.CodeInsee]), Territoires: coupes.Select(d => (d, referentiel.Libelle(referentiel.Numero(g.First().CodeInsee), d))).ToArray()))
                .ToArray();
            foreach (var morceau in morceaux)
            {
                cellules[morceau.Id] = new(morceau.Id, morceau.Valeur);
            }

            relations.AddRange(
                from d in coupes
                from t in referentiel.Libelles(d)
                select new RelationAdditive(Adresse(serie, d, t), [.. morceaux.Where(m => m.Territoires.Contains((d, t))).Select(m => m.Id)]));
        }

        return relations.All(r => r.Parts.Sum(p => cellules[p].Valeur) == cellules[r.Total].Valeur) ? new([.. cellules.Values], relations) : null;
    }

    private static string Adresse(SerieDemandee serie, Decoupage decoupage, string territoire) =>
        new CelluleFigee(serie.Indicateur.Code, 0, serie.Periode.Code, Territoires.NomDe(decoupage), territoire, new Dictionary<string, string>(), null, "", null, "", null).Adresse;
}
