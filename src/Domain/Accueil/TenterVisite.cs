using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Accueil;

/// <summary>Une visite à domicile est tentée : réalisée, porte close ou refusée.</summary>
public sealed record TenterVisite(ResultatVisite Resultat, CodeOuTexte? Objet = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<TenterVisite>(
        "visites",
        "Tenter une visite à domicile",
        "Une visite à domicile est tentée : réalisée, porte close ou refusée.",
        Decide,
        """{"resultat":"porteClose","objet":"logement"}""");

    public static Decision Decide(TenterVisite commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new VisiteTentee(commande.Resultat, commande.Objet));
}
