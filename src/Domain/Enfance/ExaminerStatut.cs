using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Enfance;

/// <summary>La commission examine le statut de l'enfant (CASF L.223-1).</summary>
public sealed record ExaminerStatut(CodeOuTexte? Avis = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<ExaminerStatut>(
        "statuts",
        "Examiner le statut",
        "La commission examine le statut de l'enfant (CASF L.223-1).",
        Decide,
        """{"avis":"maintien"}""");

    public static Decision Decide(ExaminerStatut commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new StatutExamine(commande.Avis));
}
