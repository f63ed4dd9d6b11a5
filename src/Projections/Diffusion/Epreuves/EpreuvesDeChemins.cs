using Accompagnement.Domain.Referentiels;
using D = Accompagnement.Projections.Diffusion.Epreuves.DepartementSynthetique;

namespace Accompagnement.Projections.Diffusion.Epreuves;

/// <summary>Attacks by repetition: the same people asked for in many ways.</summary>
internal sealed class EpreuvesDeChemins(D departement, TableDePerturbation table, Protecteur protecteur, int graine)
{
    private const int Facons = 100;

    /// <summary>
    /// The people of each EPCI, gathered 100 times by another path: its communes, ages, types, in any order. With keys there is one
    /// published value; with a noise drawn at each request there would be many, and their mean would be the truth.
    /// </summary>
    public Mesure MemeCelluleCentFois()
    {
        var hasard = new Random(graine);
        var zones = departement.NombreDeZones(Decoupage.Epci);
        double sans = 0, avec = 0;
        foreach (var zone in Enumerable.Range(0, zones))
        {
            var objets = departement.Objets.Where(o => departement.Zone(o, Decoupage.Epci) == zone).ToArray();
            var avecCle = new HashSet<long>();
            var auHasard = new HashSet<long>();
            for (var facon = 0; facon < Facons; facon++)
            {
                hasard.Shuffle(objets);
                var morceaux = 1 + hasard.Next(D.Ages);
                var cellule = objets.Chunk(1 + objets.Length / morceaux).Select(m => CelluleDeBase.Des(m.Select(o => o.Cle)))
                    .Aggregate((a, b) => new CelluleDeBase(a.Nombre + b.Nombre, unchecked(a.Cle + b.Cle)));
                avecCle.Add(protecteur.Compte(cellule).Valeur!.Value);
                auHasard.Add(cellule.Nombre + table.Bruit(cellule.Nombre, (uint)hasard.NextInt64(LigneDePerturbation.Echelle)));
            }

            sans = Math.Max(sans, auHasard.Count);
            avec = Math.Max(avec, avecCle.Count);
        }

        return new(3, "valeurs différentes pour une cellule demandée de 100 façons (sans : bruit tiré à chaque demande)", sans, avec, 1, (long)zones * Facons);
    }

    /// <summary>
    /// The best weighted mean of the published cell and of the sums over its parts, by sex, by type, by both, by age, by commune and,
    /// for a territory, by EPCI: how often it gives the cell, and how often it gives a difference of nested ages, by EPCI and territory.
    /// </summary>
    public IReadOnlyList<Mesure> Moyennes()
    {
        long cellules = 0, directes = 0, moyennees = 0;
        var (direct, moyenne, exact) = (new Releve(), new Releve(), new Releve());
        foreach (var (decoupage, zone) in new[] { Decoupage.Epci, Decoupage.Avant2016, Decoupage.Depuis2016 }
            .SelectMany(d => Enumerable.Range(0, departement.NombreDeZones(d)).Select(z => (d, z))))
        {
            var objets = departement.Objets.Where(o => departement.Zone(o, decoupage) == zone).ToArray();
            foreach (var type in Enumerable.Range(-1, D.Types + 1))
            {
                // Type −1: all of them, where a cut by type is one more path.
                var choisis = type < 0 ? objets : objets.Where(o => o.Type == type).ToArray();
                var precedente = (Vraie: 0L, Publiee: 0L, Moyenne: 0.0);
                for (var age = 0; age < D.Ages; age++)
                {
                    var dedans = choisis.Where(o => o.Age <= age).ToArray();
                    var cellule = CelluleDeBase.Des(dedans.Select(o => o.Cle));
                    var suivante = (Vraie: cellule.Nombre, Publiee: Publier(cellule), Moyenne: MoyenneDesChemins(dedans, type < 0, decoupage));
                    if (cellule.Nombre > table.Lignes.Count)
                    {
                        cellules++;
                        directes += suivante.Publiee == suivante.Vraie ? 1 : 0;
                        moyennees += (long)Math.Round(suivante.Moyenne) == suivante.Vraie ? 1 : 0;
                    }

                    exact.Noter(suivante.Vraie - precedente.Vraie, Attaquant.Deviner((double)(suivante.Vraie - precedente.Vraie)));
                    direct.Noter(suivante.Vraie - precedente.Vraie, Attaquant.Deviner((double)(suivante.Publiee - precedente.Publiee)));
                    moyenne.Noter(suivante.Vraie - precedente.Vraie, Attaquant.Deviner(suivante.Moyenne - precedente.Moyenne));
                    precedente = suivante;
                }
            }
        }

        return [
            new(4, "cellules retrouvées par la moyenne de tous les chemins", 1, (double)moyennees / cellules, (double)directes / cellules + 0.10, cellules),
            new(4, "différences de 1 à 4 retrouvées par la moyenne de tous les chemins", exact.Taux, moyenne.Taux, Epreuves.DifferencesTrouvees, moyenne.Essais),
            new(4, "les mêmes différences retrouvées directement", exact.Taux, direct.Taux, Epreuves.DifferencesTrouvees, direct.Essais),
        ];
    }

    /// <summary>Each path weighs the inverse of how many published cells it adds up. At most three dimensions, territory and age included.</summary>
    private double MoyenneDesChemins(ObjetSynthetique[] objets, bool parType, Decoupage decoupage)
    {
        double somme = 0, poids = 0;
        Chemin(_ => 0);
        Chemin(o => o.Sexe);
        Chemin(o => o.Age);
        Chemin(o => o.Commune);
        Chemin(o => o.Sexe * D.Ages + o.Age);
        if (decoupage != Decoupage.Epci)
        {
            Chemin(o => departement.Zone(o, Decoupage.Epci));
            Chemin(o => departement.Zone(o, Decoupage.Epci) * D.Sexes + o.Sexe);
        }

        if (parType)
        {
            Chemin(o => o.Type);
            Chemin(o => o.Type * D.Ages + o.Age);
        }

        return poids == 0 ? 0 : somme / poids;

        void Chemin(Func<ObjetSynthetique, int> coupe)
        {
            var parts = objets.GroupBy(coupe).Select(g => CelluleDeBase.Des(g.Select(o => o.Cle))).ToArray();
            // Variance of the noise of the parts, as the attacker reads it in the table.
            var variance = parts.Sum(p => table.Lignes[(int)Math.Min(p.Nombre, table.Lignes.Count - 1)].Variance);
            if (variance > 0)
            {
                somme += parts.Sum(Publier) / variance;
                poids += 1 / variance;
            }
        }
    }

    private long Publier(CelluleDeBase cellule) => protecteur.Compte(cellule).Valeur!.Value;
}
