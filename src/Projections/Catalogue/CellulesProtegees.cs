using Accompagnement.Domain.Referentiels;
using Accompagnement.Projections.Diffusion;
using Accompagnement.Projections.Faits;

namespace Accompagnement.Projections.Catalogue;

/// <summary>
/// The cells of an answer in mode <c>diffusion</c>, from the counts read with their keys. Nothing but protected counts leaves this
/// class, nor does the list of cells depend on anything else: a cell that is there only when somebody is in it would tell.
/// </summary>
/// <param name="lecture">The counts.</param>
/// <param name="protecteur">The protection.</param>
/// <param name="populations">The populations that a publication keeps; those in force when null.</param>
internal sealed class CellulesProtegees(LectureDesFaits lecture, Protecteur protecteur, Denominateurs? populations = null)
{
    private readonly Denominateurs denominateurs = populations ?? lecture.Denominateurs;

    private static readonly string[] Sexes = ["F", "M", "X", Territoires.LibelleNonRenseigne];
    private static readonly string[] Ages = [.. TranchesAge.Toutes.Select(t => t.Libelle), Territoires.LibelleNonRenseigne];

    /// <summary>The cells of one figure: value, evolution over two years, rank among the territories of the cut.</summary>
    /// <param name="indicateur">The figure.</param>
    /// <param name="periode">The period asked for; evolutions compare it with the one two years before.</param>
    /// <param name="decoupage">The cut.</param>
    /// <param name="dimensions">What else cells are told apart by.</param>
    /// <param name="colonnes">The territories, in order.</param>
    public IReadOnlyList<Cellule> De(Indicateur indicateur, Periode periode, Decoupage decoupage, IReadOnlyList<Dimension> dimensions, IReadOnlyList<string> colonnes)
    {
        var cellules = new List<Cellule>();
        var croisements = Croisements(indicateur, periode, dimensions);
        foreach (var territoire in colonnes)
        {
            var nom = Territoires.NomDe(territoire == Territoires.LibelleDepartement ? Decoupage.Departement : decoupage);
            foreach (var cles in croisements)
            {
                var maintenant = Valeur(indicateur, periode, nom, territoire, cles);
                var avant = Valeur(indicateur, periode.DeuxAnsAvant, nom, territoire, cles);
                var evolution = Evolution(indicateur, maintenant, avant);
                cellules.Add(new(territoire, cles, maintenant.Valeur.Valeur, evolution.Valeur) { Statut = maintenant.Valeur.Statut, StatutEvolution = evolution.Statut });
            }
        }

        return dimensions.Count == 0 ? LectureDesFaits.Classer(cellules) : cellules;
    }

    private readonly record struct Figure(ValeurPubliee Valeur, ComptePublie Base);

    private Figure Valeur(Indicateur indicateur, Periode periode, string decoupage, string territoire, string[] cles)
    {
        switch (indicateur.Calcul)
        {
            case Comptage c:
                var compte = Compte(c, indicateur.Sensible);
                return new(compte.EnValeur(), compte);
            case Part p:
                var ensemble = Compte(p.Ensemble, indicateur.Sensible);
                return new(protecteur.Part(Compte(p.Numerateur, indicateur.Sensible), ensemble), ensemble);
            case Montant m:
                var actes = lecture.Cellule(m.Actes, periode, decoupage, territoire, cles);
                var montant = protecteur.Montant(actes, lecture.Montant(m.Actes, periode, decoupage, territoire, cles));
                return new(m.Moyen ? montant.Moyenne : montant.Total, protecteur.Compte(actes));
            case Delai d:
                return Delai(indicateur, d, lecture.Delais(d.Cohorte, periode, decoupage, territoire, cles));
            case Taux t:
                var numerateur = Valeur(CatalogueIndicateurs.DuCode(t.Indicateur)!, periode, decoupage, territoire, cles).Base;
                return new(
                    denominateurs.De(t.Population, territoire, periode.Fin.Year) is { } population and > 0
                        ? protecteur.Taux(numerateur, population, t.Pour)
                        : new(null, StatutDeConfidentialite.F),
                    numerateur);
            default:
                throw new InvalidOperationException("Unknown way to compute.");
        }

        ComptePublie Compte(Comptage comptage, bool sensible)
        {
            var cellule = lecture.Cellule(comptage, periode, decoupage, territoire, cles);
            if (sensible)
            {
                // Whatever attribute the cell adds to those around it, it must not be that of all of them, or of none.
                for (var i = 0; i < cles.Length; i++)
                {
                    var autour = lecture.Cellule(comptage, periode, decoupage, territoire, [.. cles[..i], Question.Toutes, .. cles[(i + 1)..]]);
                    if (protecteur.CompteSensible(cellule, autour) is { Valeur: null } retenu)
                    {
                        return retenu;
                    }
                }
            }

            return protecteur.Compte(cellule);
        }
    }

    /// <summary>What is said of the delays of a cell. A mean is protected as an amount is, a share as a share of two counts.</summary>
    private Figure Delai(Indicateur indicateur, Delai delai, DelaisDeCellule delais)
    {
        var ouverts = protecteur.Compte(delais.Cohorte);
        return new(
            delai.Mesure switch
            {
                MesureDeDelai.PartDansLaLimite => protecteur.Part(
                    indicateur.Sensible ? protecteur.CompteSensible(delais.DansLaLimite(delai.Limite), delais.Cohorte) : protecteur.Compte(delais.DansLaLimite(delai.Limite)), ouverts),
                MesureDeDelai.Moyenne => protecteur.Montant(delais.Clos, delais.JoursDesClos).Moyenne is { Valeur: { } jours } ? ValeurPubliee.Libre(Math.Round(jours, MidpointRounding.AwayFromZero)) : ValeurPubliee.Confidentielle,
                _ => protecteur.Duree(delais.Cohorte, delais.Valeur(delai)),
            },
            ouverts);
    }

    /// <summary>The evolution of a rate is withheld where that of its count would be: the population is public.</summary>
    private ValeurPubliee Evolution(Indicateur indicateur, Figure maintenant, Figure avant)
    {
        var duCompte = protecteur.Evolution(maintenant.Base, avant.Base);
        return indicateur.EstUnCompte || duCompte.Statut != StatutDeConfidentialite.F ? duCompte : Protecteur.Evolution(maintenant.Valeur, avant.Valeur);
    }

    /// <summary>
    /// Every crossing of the values of the dimensions. Sexes and age bands are always all there; a kind or a service is when one of
    /// its published counts is not zero, or is not small where it is a word that the site made up.
    /// </summary>
    private List<string[]> Croisements(Indicateur indicateur, Periode periode, IReadOnlyList<Dimension> dimensions)
    {
        var comptage = LectureDesFaits.Base(indicateur);
        var croisements = new List<string[]> { Array.Empty<string>() };
        for (var i = 0; i < dimensions.Count; i++)
        {
            var valeurs = dimensions[i] switch
            {
                Dimension.Sexe => Sexes,
                Dimension.Age => Ages,
                Dimension.Type when comptage.Types.Length > 0 => [.. comptage.Types.Select(t => t.ToString(System.Globalization.CultureInfo.InvariantCulture))],
                _ => Publiees(comptage, periode, i),
            };
            croisements = [.. croisements.SelectMany(c => valeurs.Select(v => (string[])[.. c, v]))];
        }

        return croisements;
    }

    /// <summary>The codes of objectives and actions are whatever a site writes, maybe for one person: only those of several are words to publish.</summary>
    private int PlusPetitMontre(Nature nature) => nature is Nature.ObjectifDeContrat or Nature.ActionInsertion ? protecteur.Seuils.Denominateur : 1;

    private string[] Publiees(Comptage comptage, Periode periode, int rang) =>
        [.. lecture.Toutes(comptage, periode).Where(c => c.Cles[rang] != Question.Toutes && protecteur.Compte(c.Cellule).Valeur >= PlusPetitMontre(comptage.Nature))
            .Select(c => c.Cles[rang]).Distinct().Order(StringComparer.Ordinal)];
}
