using Accompagnement.Domain.Agents;
using Accompagnement.Domain.Enfance;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Mesures;
using Accompagnement.Domain.Referentiels;
using Accompagnement.Projections.Faits;

namespace Accompagnement.Projections.Regles;

/// <summary>The places of a structure, by what they are for, where the structure is; and where a site of the social services is.</summary>
internal static class ReglesStructure
{
    /// <summary>The type of structure that the département's own sites have; their agents bear its code as their site.</summary>
    private const string Mds = "mds";

    /// <summary>Places for a type of measure are numbered from here, places for a way of living from 0.</summary>
    public const short PremiereMesure = 100;

    /// <summary>The number of what places are for; null when it is neither.</summary>
    public static short? TypeCapacite(string pour) =>
        Enum.TryParse<TypeMesure>(pour, out var type) ? (short)(PremiereMesure + (int)type)
        : Enum.TryParse<Modalite>(pour, ignoreCase: true, out var modalite) ? (short)modalite
        : null;

    /// <summary>Blocked places whose use is not told.</summary>
    public const short TousUsages = -1;

    public static void Appliquer(IReadOnlyList<Fait> faits, List<Ligne> lignes)
    {
        var ordonnes = ReglesDroits.ParJour(faits).ToArray();
        var structure = ordonnes.LastOrDefault(f => f.Evenement is StructureEnregistree)?.Evenement as StructureEnregistree;
        var commune = Territoires.PasDeCalais.Numero(structure?.CodeInsee);
        var fermee = ordonnes.FirstOrDefault(f => f.Evenement is StructureFermee)?.Jour.DayNumber ?? Ligne.SansFin;
        var sujet = ordonnes[0].Sujet;
        if (structure?.Type.Code == Mds)
        {
            Ajouter(Nature.Site, 0, ordonnes.First(f => f.Evenement is StructureEnregistree).Jour.DayNumber, fermee, null, true);
        }

        Places(Nature.Capacite, f => f.Evenement is CapaciteFixee e ? (e.Pour, e.Places) : null);
        Places(Nature.PlacesBloquees, f => f.Evenement is PlacesBloquees e ? (e.Pour ?? "", e.Places) : null);

        // A number holds until the next one for the same use; blocked places are freed by blocking none.
        void Places(Nature nature, Func<Fait, (string Pour, int Places)?> lire)
        {
            foreach (var suite in ordonnes.Where(f => lire(f) is not null).GroupBy(f => lire(f)!.Value.Pour))
            {
                if ((suite.Key.Length == 0 ? TousUsages : TypeCapacite(suite.Key)) is not { } type)
                {
                    continue;
                }

                var fixes = suite.ToArray();
                for (var i = 0; i < fixes.Length; i++)
                {
                    var du = fixes[i].Jour.DayNumber;
                    var au = Math.Min(fermee, i + 1 < fixes.Length ? fixes[i + 1].Jour.DayNumber : Ligne.SansFin);
                    Ajouter(nature, type, du, au, lire(fixes[i])!.Value.Places, i == 0, au == fermee || i == fixes.Length - 1);
                }
            }
        }

        void Ajouter(Nature nature, short type, int du, int au, int? valeur, bool debut, bool fin = true)
        {
            if (au > du)
            {
                lignes.Add(new(nature, type, du, au, sujet.Flux, sujet.Flux, null, commune, null, 0, debut, fin, valeur, Structure: sujet.Cle));
            }
        }
    }
}
