namespace Accompagnement.Simulation;

/// <summary>Contracts of engagement one after the other, their reviews, and the insertion actions between them.</summary>
internal static class Contrats
{
    private static readonly int LoiPleinEmploi = Temps.Jour(2025, 1, 1);

    public static void Enchainer(Monde monde, Dossier dossier, int oriente, int au, bool accompagne, string parcours, string[] objectifs)
    {
        var alea = monde.Alea;

        // Within a month of the orientation since 2025; within two before.
        var signe = oriente + alea.Delai(oriente >= LoiPleinEmploi ? 27 : 48);
        if (!accompagne && !alea.Chance(0.45))
        {
            return;
        }

        if (alea.Chance(0.03))
        {
            dossier.Fait("ContratRefuse", signe).Uuid("contratId", alea.Uuid()).Texte("motif", "desaccord").Fin();
            signe += alea.Entre(30, 120);
        }

        while (signe < Math.Min(au, monde.Parametres.Fin))
        {
            signe = Temps.Ouvre(signe);
            signe = Un(monde, dossier, signe, au, Type(alea, signe, accompagne, parcours), objectifs) + alea.Delai(20, 0.9);
            if (!accompagne && alea.Chance(0.5))
            {
                return;
            }
        }
    }

    private static string Type(Alea alea, int signe, bool accompagne, string parcours) =>
        signe >= LoiPleinEmploi ? "contratEngagement"
        : !accompagne ? alea.Chance(0.85) ? "ppae" : alea.Choisir<string>(["cerp", "pacea", "asap"])
        : parcours == "social" ? "cerSolidarite" : "cerProfessionnel";

    private static int Un(Monde monde, Dossier dossier, int signe, int au, string type, string[] objectifs)
    {
        var alea = monde.Alea;
        var (id, fil) = (alea.Uuid(), new Fil());
        var fin = signe + alea.Choisir<int>([182, 182, 365]);
        var objectif = alea.Choisir<string>(objectifs);
        var plume = dossier.Fait("ContratSigne", signe, Retard.Courant, fil).Uuid("contratId", id).Texte("type", type).Jour("debut", signe).Jour("fin", fin);
        if (type == "contratEngagement")
        {
            plume.Nombre("heuresHebdo", alea.Choisir<int>([5, 10, 15, 15]));
        }

        if (plume.Objets("objectifs", "echeance", [(objectif, Iso(fin - 30))]).Fin() && type is "cerSolidarite" or "cerProfessionnel")
        {
            dossier.Actes.Add(new("I4", signe));
        }

        if (alea.Chance(0.22))
        {
            Agir(monde, dossier, signe + alea.Entre(10, 90));
        }

        if (alea.Chance(0.05) && signe + 60 < au)
        {
            var rompu = signe + alea.Entre(40, 59);
            dossier.Fait("ContratRompu", rompu, Retard.Courant, fil).Uuid("contratId", id).Texte("motif", "nonRespect").Fin();
            return rompu + 60;
        }

        if (fin - signe > 200 && alea.Chance(0.5) && signe + 180 < au)
        {
            Bilan(dossier, signe + 175, id, "intermediaire", objectif, "partiel", fil);
        }

        // Renewed to a year in all, most of the time; then another one is signed.
        if (fin - signe < 200 && alea.Chance(0.75) && fin < au)
        {
            dossier.Fait("ContratRenouvele", fin - alea.Entre(0, 20), Retard.Courant, fil).Uuid("contratId", id).Jour("fin", signe + 365).Fin();
            fin = signe + 365;
        }

        if (fin < au && alea.Chance(0.65))
        {
            Bilan(dossier, fin, id, "final", objectif, alea.Choisir<string>(["oui", "partiel", "non"]), fil);
        }

        return Math.Max(fin, signe + 330);
    }

    private static void Bilan(Dossier dossier, int jour, Guid contrat, string moment, string objectif, string atteint, Fil fil) =>
        dossier.Fait("BilanRealise", jour, Retard.Courant, fil).Uuid("contratId", contrat).Texte("moment", moment).Objets("objectifs", "atteint", [(objectif, atteint)])
            .Liste("freinsLeves", atteint == "oui" ? [objectif] : []).Texte("suites", "poursuite").Fin();

    private static void Agir(Monde monde, Dossier dossier, int jour)
    {
        var alea = monde.Alea;
        var fil = new Fil();
        var id = $"ACT-{alea.Entier(100_000_000):00000000}";
        var operateur = Structures.Choisir(alea.Choisir<string>(["ACI", "ML", "PLIE"]), dossier.Territoire, alea);
        dossier.Fait("ActionPrescrite", jour, Retard.Aucun, fil).Texte("actionId", id).Texte("dispositif", "chantier").Texte("operateur", operateur).Fin();
        if (alea.Chance(0.8))
        {
            var debut = jour + alea.Delai(30);
            dossier.Fait("ActionDemarree", debut, Retard.Partenaire, fil).Texte("actionId", id).Texte("dispositif", "chantier").Texte("operateur", operateur).Fin();
            dossier.Fait("ActionTerminee", debut + alea.Entre(60, 400), Retard.Partenaire, fil).Texte("actionId", id).Texte("issue", alea.Choisir<string>(["aTerme", "abandon", "emploi"])).Fin();
        }
    }

    private static string Iso(int jour)
    {
        Span<byte> texte = stackalloc byte[10];
        return System.Text.Encoding.ASCII.GetString(Temps.JourIso(texte, jour));
    }
}
