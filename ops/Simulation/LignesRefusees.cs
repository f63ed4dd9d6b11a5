using System.Text;

namespace Accompagnement.Simulation;

/// <summary>Lines that an import must refuse, each for another rule: asked for, never by accident.</summary>
internal static class LignesRefusees
{
    /// <summary>Writes at most one such line about a person just registered.</summary>
    /// <returns>How many were written.</returns>
    public static int Ecrire(Monde monde, Dossier dossier)
    {
        var alea = monde.Alea;
        if (!alea.Chance(monde.Parametres.Refus))
        {
            return 0;
        }

        var jour = dossier.DernierSaisi / Temps.MinutesParJour;
        switch (alea.Entier(6))
        {
            case 0:
                return Un(dossier.Fait("MesureTerminee", jour, Retard.Aucun).Uuid("mesureId", alea.Uuid()).Texte("motif", "echeance"));
            case 1:
                return Un(dossier.Fait("DomicileDeclare", jour, Retard.Aucun).Texte("codeInsee", "62999"));
            case 2:
                return Un(dossier.Fait("DossierRouvert", jour, Retard.Aucun));
            case 3:
                return Un(dossier.Fait("EvenementInconnu", jour, Retard.Aucun));
            case 4:
                return Un(dossier.Fait("GirEvalue", jour, Retard.Aucun).Nombre("gir", 9));
            default:
                monde.Plume.Brute(dossier.DernierSaisi, Encoding.UTF8.GetBytes($"{{\"specversion\":\"1.0\",\"subject\":\"{dossier}\""));
                return 1;
        }
    }

    private static int Un(Plume plume) => plume.Fin() ? 1 : 0;
}
