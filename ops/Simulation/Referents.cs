namespace Accompagnement.Simulation;

/// <summary>Who follows a person in a role: designated, replaced when the agent leaves or the person moves on, relieved at the end.</summary>
internal static class Referents
{
    public static void Suivre(Monde monde, Dossier dossier, string role, Service service, int du, int au)
    {
        var alea = monde.Alea;
        if (dossier.Territoire >= Carte.Territoires || du >= monde.Parametres.Fin || du >= au)
        {
            return;
        }

        var fil = new Fil();
        var poste = Poste(monde, dossier, service);
        var rang = poste.RangLe(du);
        dossier.Fait("ReferentDesigne", du, Retard.Aucun, fil).Texte("role", role).Texte("agent", poste.Titulaires[rang].Code).Texte("structure", poste.Site)
            .Oui("choisiParLaPersonne", alea.Chance(0.08)).Fin();
        var second = alea.Chance(0.06) ? Poste(monde, dossier, service) : null;
        var binome = second?.Titulaires[second.RangLe(du)].Code;
        if (binome is not null && binome != poste.Titulaires[rang].Code)
        {
            dossier.Fait("ReferentDesigne", du + 5, Retard.Aucun, fil).Texte("role", role).Texte("agent", binome).Texte("structure", poste.Site).Oui("choisiParLaPersonne", false).Fin();
        }

        var jour = du;
        while (true)
        {
            var parti = poste.Titulaires[rang].Au;
            var change = alea.Chance(0.3) ? jour + 60 + (int)alea.Exponentielle(2500) : int.MaxValue;
            if (Math.Min(parti, change) >= Math.Min(au, monde.Parametres.Fin))
            {
                break;
            }

            var ancien = poste.Titulaires[rang].Code;
            if (parti <= change)
            {
                // Some files stay with somebody who has left.
                if (alea.Chance(0.1))
                {
                    break;
                }

                rang++;
                jour = Temps.Ouvre(Math.Max(poste.Titulaires[rang].Du, parti) + alea.Delai(12));
            }
            else
            {
                poste = Poste(monde, dossier, service);
                jour = Temps.Ouvre(change);
                rang = poste.RangLe(jour);
            }

            if (jour >= au)
            {
                break;
            }

            if (poste.Titulaires[rang].Code != ancien)
            {
                dossier.Fait("ReferentRemplace", jour, Retard.Aucun, fil).Texte("role", role).Texte("ancien", ancien).Texte("nouveau", poste.Titulaires[rang].Code)
                    .Texte("motif", parti <= change ? "departAgent" : "reorganisation").Fin();
            }
        }

        dossier.Fait("ReferentDecharge", au, Retard.Courant, fil, apresDeces: true).Texte("role", role).Texte("agent", poste.Titulaires[rang].Code).Texte("motif", "finAccompagnement").Fin();
        if (monde.Parametres.Demonstration && au >= monde.Parametres.Fin && poste.Titulaires[rang].Code == Personnel.AgentDeDemonstration)
        {
            RendezVousAVenir(monde, dossier);
        }
    }

    private static Poste Poste(Monde monde, Dossier dossier, Service service) =>
        monde.Parametres.Demonstration && service == Service.Social && dossier.Territoire == Personnel.TerritoireDeDemonstration && monde.Alea.Chance(0.95)
            ? monde.Personnel.Premier(dossier.Territoire, 0, service)
            : monde.Personnel.Choisir(dossier.Territoire, dossier.RangSite, service, monde.Alea);

    /// <summary>The agenda of the agent whose desk the demonstration opens: today, tomorrow, the next two weeks.</summary>
    private static void RendezVousAVenir(Monde monde, Dossier dossier)
    {
        var alea = monde.Alea;
        if (!alea.Chance(0.55))
        {
            return;
        }

        var fin = monde.Parametres.Fin;
        var prevu = alea.Reel() switch
        {
            < 0.3 => fin,
            < 0.6 => fin + 1,
            _ => Temps.Ouvre(fin + alea.Entre(2, 13)),
        };
        Accueils.Fixer(monde, dossier, alea.Uuid(), alea.Choisir<string>(["cerARenouveler", "premierRendezVous", "suivi", "visite"]), fin - alea.Entre(2, 15), prevu, Personnel.AgentDeDemonstration, new Fil());
    }
}
