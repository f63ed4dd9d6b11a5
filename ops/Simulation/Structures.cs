namespace Accompagnement.Simulation;

/// <summary>The services, establishments and partners of each territory, with their places.</summary>
internal sealed class Structures(Monde monde)
{
    private static readonly string[] Abreges = ["ARR", "ART", "AUD", "BOU", "CAL", "LEN", "MON"];

    // What a territory has one or several of: key, type in the contract, name, how many.
    private static readonly (string Cle, string Type, string Nom, int Nombre)[] Sortes =
    [
        ("AEMO", "associationAemo", "Service AEMO", 2),
        ("TISF", "associationTisf", "Aide aux familles", 1),
        ("ASLL", "associationLogement", "Logement accompagné", 2),
        ("AED", "serviceAed", "Service éducatif à domicile", 1),
        ("MECS", "mecs", "Maison d’enfants", 2),
        ("FOYER", "foyer", "Foyer de l’enfance", 1),
        ("URG", "foyer", "Accueil d’urgence", 1),
        ("FJT", "fjt", "Résidence jeunes", 1),
        ("LDV", "lieuDeVie", "Lieu de vie", 1),
        ("AF", "assistantFamilial", "Famille d’accueil", 12),
        ("PLIE", "plie", "PLIE", 1),
        ("ML", "missionLocale", "Mission locale", 1),
        ("FT", "franceTravail", "Agence pour l’emploi", 2),
        ("CCAS", "ccas", "CCAS", 2),
        ("SAVS", "savs", "Service à la vie sociale", 1),
        ("ACI", "aci", "Chantier d’insertion", 2),
    ];

    /// <summary>One structure of a kind in a territory.</summary>
    public static string Choisir(string cle, int territoire, Alea alea)
    {
        foreach (var (c, _, _, nombre) in Sortes)
        {
            if (c == cle)
            {
                return Code(cle, territoire, alea.Entier(nombre));
            }
        }

        throw new ArgumentOutOfRangeException(nameof(cle), cle, "No structure of that kind.");
    }

    private static string Code(string cle, int territoire, int rang) => $"{cle}-{Abreges[territoire]}-{rang + 1}";

    public void Ecrire()
    {
        for (var t = 0; t < Carte.Territoires; t++)
        {
            for (var rang = 0; rang < Carte.Sites(t).Length; rang++)
            {
                Ouvrir(Carte.Sites(t)[rang], "mds", $"MDS {Carte.NomDuSite(t, rang)}", t);
            }

            foreach (var (cle, type, nom, nombre) in Sortes)
            {
                for (var i = 0; i < nombre; i++)
                {
                    Places(Ouvrir(Code(cle, t, i), type, $"{nom} {Carte.Libelles[t]} {i + 1}", t), cle, t, nombre, i);
                }
            }

            Fermee(t);
        }
    }

    private Dossier Ouvrir(string code, string type, string nom, int territoire)
    {
        var flux = new Dossier(monde, $"structure/{code}", null) { Territoire = Carte.HorsDepartement };
        flux.Fait("StructureEnregistree", monde.Parametres.Debut - 20, Retard.Aucun).Texte("type", type).Texte("nom", nom)
            .Texte("codeInsee", monde.Carte.Commune(territoire, monde.Alea)).Fin();
        flux.Ouvert();
        return flux;
    }

    private void Places(Dossier flux, string cle, int territoire, int nombre, int rang)
    {
        double Part(string code, string volet, double part) => Cibles.En2015(code, territoire) * monde.Echelle * monde.Parametres.Poids(volet, territoire) * part;
        var (pour, total) = cle switch
        {
            "AEMO" => ("AEMO_J", Part("E10", "AEMO", Mesures.PartAemo)),
            "AED" => ("AED_IED", Part("E10", "AED", 1 - Mesures.PartAemo)),
            "TISF" => ("TISF", Part("E9", "TISF", 0.4)),
            "ASLL" => ("ASLL_SIMPLE", Part("I12", "ASLL", 0.45)),
            "MECS" => ("mecs", Part("E12", "E12", 0.75)),
            "FOYER" => ("foyer", Part("E12", "E12", 0.2)),
            "URG" => ("urgence", Part("E12", "E12", 0.05)),
            "AF" => ("assistantFamilial", Math.Max(12, Part("E11", "ASE", 0.55))),
            _ => ("", 0),
        };
        if (pour.Length == 0)
        {
            return;
        }

        // Places are shared between the structures of a kind, without losing the remainder.
        var places = (int)(Math.Round(total) * (rang + 1) / nombre) - (int)(Math.Round(total) * rang / nombre);
        flux.Fait("CapaciteFixee", monde.Parametres.Debut - 20, Retard.Aucun).Texte("pour", pour).Nombre("places", places).Fin();
        var compte = cle is "MECS" or "FOYER" or "URG";
        for (var annee = monde.Parametres.Depuis.Year; annee <= monde.Parametres.Jusqua.AddDays(-1).Year; annee++)
        {
            if (compte)
            {
                monde.Verites.Places(annee, territoire, places);
            }

            if (!compte && annee % 4 == rang % 4 && annee > 2016)
            {
                places = Math.Max(1, (int)Math.Round(places * 1.03));
                flux.Fait("CapaciteFixee", Temps.Jour(annee, 2, 1), Retard.Aucun).Texte("pour", pour).Nombre("places", places).Fin();
            }

            if (monde.Alea.Chance(0.1) && places > 0)
            {
                flux.Fait("PlacesBloquees", Temps.Jour(annee, monde.Alea.Entre(1, 12), 10)).Nombre("places", 1).Texte("motif", monde.Alea.Choisir<string>(["travaux", "conge", "situationComplexe"])).Texte("pour", pour).Fin();
            }
        }
    }

    /// <summary>A small establishment that closes for good one day.</summary>
    private void Fermee(int territoire)
    {
        var flux = Ouvrir(Code("MECS", territoire, 8), "mecs", "Ancienne maison", territoire);
        flux.Fait("StructureFermee", Temps.Jour(Math.Max(2014, monde.Parametres.Depuis.Year), 6, 30), Retard.Aucun).Texte("motif", "regroupement").Fin();
    }
}
