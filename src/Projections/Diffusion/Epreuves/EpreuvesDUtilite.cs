using Accompagnement.Domain.Referentiels;
using D = Accompagnement.Projections.Diffusion.Epreuves.DepartementSynthetique;

namespace Accompagnement.Projections.Diffusion.Epreuves;

/// <summary>What every published count obeys, over more than 100 000 cells: no small value, no bias, a bounded error.</summary>
internal sealed class EpreuvesDUtilite
{
    private readonly CelluleDeBase[] cellules;
    private readonly long[] publiees;
    private readonly int plusPetitPublie;

    public EpreuvesDUtilite(D departement, TableDePerturbation table, Protecteur protecteur)
    {
        // Distinct crossings of at most three dimensions and of the months; zero cells tell nothing here and are left out.
        var communes = departement.NombreDeZones(Decoupage.Commune);
        var epcis = departement.NombreDeZones(Decoupage.Epci);
        cellules = [.. new[]
        {
            departement.Cellules(communes * D.Ages * D.Types, o => (departement.Zone(o, Decoupage.Commune) * D.Ages + o.Age) * D.Types + o.Type),
            departement.Cellules(communes * D.Ages * D.Sexes, o => (departement.Zone(o, Decoupage.Commune) * D.Ages + o.Age) * D.Sexes + o.Sexe),
            departement.Cellules(communes * D.MoisEnTout * D.Types, o => (departement.Zone(o, Decoupage.Commune) * D.MoisEnTout + o.Mois) * D.Types + o.Type),
            departement.Cellules(communes * D.MoisEnTout * D.Sexes, o => (departement.Zone(o, Decoupage.Commune) * D.MoisEnTout + o.Mois) * D.Sexes + o.Sexe),
            departement.Cellules(communes * D.MoisEnTout * D.Ages, o => (departement.Zone(o, Decoupage.Commune) * D.MoisEnTout + o.Mois) * D.Ages + o.Age),
            departement.Cellules(communes * D.Types * D.Sexes, o => (departement.Zone(o, Decoupage.Commune) * D.Types + o.Type) * D.Sexes + o.Sexe),
            departement.Cellules(communes * D.MoisEnTout, o => departement.Zone(o, Decoupage.Commune) * D.MoisEnTout + o.Mois),
            departement.Cellules(communes * D.Ages, o => departement.Zone(o, Decoupage.Commune) * D.Ages + o.Age),
            departement.Cellules(epcis * D.Ages * D.MoisEnTout * D.Types, o => ((departement.Zone(o, Decoupage.Epci) * D.Ages + o.Age) * D.MoisEnTout + o.Mois) * D.Types + o.Type),
            departement.Cellules(epcis * D.Ages * D.MoisEnTout * D.Sexes, o => ((departement.Zone(o, Decoupage.Epci) * D.Ages + o.Age) * D.MoisEnTout + o.Mois) * D.Sexes + o.Sexe),
            departement.Cellules(epcis * D.Ages * D.MoisEnTout, o => (departement.Zone(o, Decoupage.Epci) * D.Ages + o.Age) * D.MoisEnTout + o.Mois),
            departement.Cellules(epcis * D.Sexes * D.Types, o => (departement.Zone(o, Decoupage.Epci) * D.Sexes + o.Sexe) * D.Types + o.Type),
        }.SelectMany(c => c).Where(c => c.Nombre > 0).Distinct()];
        publiees = [.. cellules.Select(c => protecteur.Compte(c).Valeur!.Value)];
        plusPetitPublie = table.Parametres.PlusPetitPublie;
    }

    public Mesure ValeursInterdites() => new(
        5,
        $"valeurs publiées de 1 à {plusPetitPublie - 1}",
        cellules.Count(c => c.Nombre < plusPetitPublie),
        publiees.Count(v => v > 0 && v < plusPetitPublie),
        0,
        cellules.Length);

    public IReadOnlyList<Mesure> Erreurs()
    {
        var erreurs = cellules.Zip(publiees, (c, p) => (double)(p - c.Nombre)).ToArray();
        var moyenne = erreurs.Average();
        return [
            new(6, "erreur moyenne, en valeur absolue", 0, Math.Abs(moyenne), 0.05, erreurs.Length),
            new(6, "écart-type de l'erreur", 0, Math.Sqrt(erreurs.Average(e => (e - moyenne) * (e - moyenne))), 2.5, erreurs.Length),
        ];
    }
}
