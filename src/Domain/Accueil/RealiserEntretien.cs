using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Accueil;

/// <summary>Un entretien a lieu ; s'il était prévu, le rendez-vous est honoré du même coup.</summary>
public sealed record RealiserEntretien(
    CodeOuTexte? Objet = null,
    Guid? RendezVousId = null,
    IReadOnlyList<CodeOuTexte>? Participants = null,
    TexteConfidentiel? Note = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<RealiserEntretien>(
        "entretiens",
        "Enregistrer un entretien",
        "Un entretien a lieu ; s'il était prévu, le rendez-vous est honoré du même coup.",
        Decide,
        """{"objet":"budget","participants":["conjoint"],"note":"Dossier FSL à constituer."}""");

    public static Decision Decide(RealiserEntretien commande, Trajectoire etat, ContexteDecision contexte)
    {
        var entretien = new EntretienRealise(commande.Objet, commande.RendezVousId, commande.Participants, commande.Note);
        return commande.RendezVousId is { } id && etat.RendezVous.GetValueOrDefault(id) is { Etape: EtapeRendezVous.Fixe }
            ? contexte.Constater(etat, new RendezVousHonore(id), entretien)
            : contexte.Constater(etat, entretien);
    }
}
