using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Autonomie;

/// <summary>L'enfant est vu en consultation de protection maternelle et infantile.</summary>
public sealed record RealiserConsultationInfantile(string? Lieu = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<RealiserConsultationInfantile>(
        "consultations-infantiles",
        "Recevoir en consultation de PMI",
        "L'enfant est vu en consultation de protection maternelle et infantile.",
        Decide,
        """{"lieu":"PMI-ARRAS"}""");

    public static Decision Decide(RealiserConsultationInfantile commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new ConsultationInfantile(commande.Lieu));
}
