using Accompagnement.Domain.Referentiels;
using D = Accompagnement.Projections.Diffusion.Epreuves.DepartementSynthetique;

namespace Accompagnement.Projections.Diffusion.Epreuves;

/// <summary>Attacks by subtraction: what two published cells say of the few people between them.</summary>
internal sealed class EpreuvesDeDifferences(D departement, TableDePerturbation table, Protecteur protecteur)
{
    private readonly Attaquant sansProtection = new(null);
    private readonly Attaquant avecProtection = new(table);

    /// <summary>Old territories against new ones, in every crossing of two more dimensions or months: the communes that changed side.</summary>
    public Mesure Perimetres()
    {
        var (sans, avec) = (new Releve(), new Releve());
        Comparer(D.Types * D.Sexes, o => o.Type * D.Sexes + o.Sexe, sans, avec);
        Comparer(D.Types * D.Ages, o => o.Type * D.Ages + o.Age, sans, avec);
        Comparer(D.Sexes * D.Ages, o => o.Sexe * D.Ages + o.Age, sans, avec);
        Comparer(D.Types * D.MoisEnTout, o => o.Type * D.MoisEnTout + o.Mois, sans, avec);
        Comparer(D.Sexes * D.MoisEnTout, o => o.Sexe * D.MoisEnTout + o.Mois, sans, avec);
        Comparer(D.Ages * D.MoisEnTout, o => o.Age * D.MoisEnTout + o.Mois, sans, avec);
        return Differences("anciens et nouveaux périmètres", sans, avec);
    }

    /// <summary>Nested age bands, « under 7 » against « under 6 », by EPCI or territory, and type or sex.</summary>
    public Mesure Ages() => Emboitees("tranches d'âge emboîtées", Decoupage.Epci, D.Ages, o => o.Age);

    /// <summary>Cumulated figures of successive months, by EPCI or territory, and type or sex.</summary>
    public Mesure MoisSuccessifs() => Emboitees("mois successifs", Decoupage.Epci, D.MoisEnTout, o => o.Mois);

    /// <summary>Nested age bands by commune, where most counts are under js.</summary>
    public Mesure AgesParCommune() => Emboitees("tranches d'âge emboîtées par commune", Decoupage.Commune, D.Ages, o => o.Age);

    /// <summary>The value and its evolution in two years give back the earlier count.</summary>
    public Mesure Evolutions()
    {
        const int Croisements = D.Types * D.Sexes * D.Ages;
        var zones = departement.NombreDeZones(Decoupage.Epci);
        var maintenant = departement.Cellules(zones * Croisements, o => Rang(o, garder: true));
        var avant = departement.Cellules(zones * Croisements, o => Rang(o, o.Mois < D.MoisEnTout / 2));
        long essais = 0, sans = 0, avec = 0;
        for (var i = 0; i < maintenant.Length; i++)
        {
            var (m, a) = (protecteur.Compte(maintenant[i]), protecteur.Compte(avant[i]));
            if (protecteur.Evolution(m, a).Valeur is not { } evolution)
            {
                continue;
            }

            essais++;
            var exacte = Math.Round(100m * (maintenant[i].Nombre - avant[i].Nombre) / avant[i].Nombre, 1, MidpointRounding.AwayFromZero);
            sans += Attaquant.Remonter(maintenant[i].Nombre, exacte) == avant[i].Nombre ? 1 : 0;
            avec += Attaquant.Remonter(m.Valeur!.Value, evolution) == avant[i].Nombre ? 1 : 0;
        }

        return new(2, "compte antérieur retrouvé par la valeur et l'évolution", (double)sans / essais, (double)avec / essais, Epreuves.RetourAuHasard, essais);

        int Rang(ObjetSynthetique o, bool garder) =>
            garder ? departement.Zone(o, Decoupage.Epci) * Croisements + (o.Type * D.Sexes + o.Sexe) * D.Ages + o.Age : -1;
    }

    private static Mesure Differences(string nom, Releve sans, Releve avec) =>
        new(1, $"différences de 1 à 4 retrouvées, {nom}", sans.Taux, avec.Taux, Epreuves.DifferencesTrouvees, avec.Essais);

    private long Publier(CelluleDeBase cellule) => protecteur.Compte(cellule).Valeur!.Value;

    private void Comparer(int croisements, Func<ObjetSynthetique, int> croisement, Releve sans, Releve avec)
    {
        var nouveaux = departement.NombreDeZones(Decoupage.Depuis2016);
        var anciens = departement.NombreDeZones(Decoupage.Avant2016);
        var avant = departement.Cellules(anciens * croisements, o => departement.Zone(o, Decoupage.Avant2016) * croisements + croisement(o));
        var depuis = departement.Cellules(nouveaux * croisements, o => departement.Zone(o, Decoupage.Depuis2016) * croisements + croisement(o));
        // The new territory that each old one became, as the names say: the zone where most of its people are.
        var suites = Enumerable.Range(0, anciens).Select(a => departement.Objets
            .Where(o => departement.Zone(o, Decoupage.Avant2016) == a).CountBy(o => departement.Zone(o, Decoupage.Depuis2016)).MaxBy(g => g.Value).Key).ToArray();
        foreach (var nouveau in Enumerable.Range(0, nouveaux))
        {
            var parts = Enumerable.Range(0, anciens).Where(a => suites[a] == nouveau).ToArray();
            for (var c = 0; c < croisements; c++)
            {
                var apres = depuis[nouveau * croisements + c];
                var vraie = parts.Sum(a => avant[a * croisements + c].Nombre) - apres.Nombre;
                var publiee = parts.Sum(a => Publier(avant[a * croisements + c])) - Publier(apres);
                // Whether people left the perimeter or came into it, the attacker knows.
                sans.Noter(Math.Abs(vraie), Attaquant.Deviner((double)Math.Abs(vraie)));
                avec.Noter(Math.Abs(vraie), Attaquant.Deviner(Math.Sign(vraie) * (double)publiee));
            }
        }
    }

    private Mesure Emboitees(string nom, Decoupage decoupage, int pas, Func<ObjetSynthetique, int> rang)
    {
        var (sans, avec) = (new Releve(), new Releve());
        foreach (var coupe in decoupage == Decoupage.Commune ? [decoupage] : new[] { decoupage, Decoupage.Depuis2016 })
        {
            Emboiter(coupe, D.Types, o => o.Type, pas, rang, sans, avec);
            Emboiter(coupe, D.Sexes, o => o.Sexe, pas, rang, sans, avec);
        }

        return Differences(nom, sans, avec);
    }

    private void Emboiter(
        Decoupage decoupage, int classes, Func<ObjetSynthetique, int> classe, int pas, Func<ObjetSynthetique, int> rang, Releve sans, Releve avec)
    {
        var zones = departement.NombreDeZones(decoupage);
        var cellules = departement.Cellules(zones * classes * pas, o => (departement.Zone(o, decoupage) * classes + classe(o)) * pas + rang(o));
        for (var debut = 0; debut < cellules.Length; debut += pas)
        {
            var petite = cellules[debut];
            for (var i = 1; i < pas; i++)
            {
                var ajout = cellules[debut + i];
                var grande = new CelluleDeBase(petite.Nombre + ajout.Nombre, unchecked(petite.Cle + ajout.Cle));
                sans.Noter(ajout.Nombre, sansProtection.Deviner(grande.Nombre, petite.Nombre));
                avec.Noter(ajout.Nombre, avecProtection.Deviner(Publier(grande), Publier(petite)));
                petite = grande;
            }
        }
    }
}
