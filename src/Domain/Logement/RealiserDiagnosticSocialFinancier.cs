using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Logement;

/// <summary>Le diagnostic social et financier est fait avant l'audience, ou n'a pas pu l'être.</summary>
public sealed record RealiserDiagnosticSocialFinancier(Guid ProcedureId, ResultatDsf Resultat, bool? ConnuDuService = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<RealiserDiagnosticSocialFinancier>(
        "expulsions/diagnostic",
        "Réaliser le diagnostic social et financier",
        "Le diagnostic social et financier est fait avant l'audience, ou n'a pas pu l'être.",
        Decide,
        """{"procedureId":"6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a33","resultat":"realise","connuDuService":true}""");

    public static Decision Decide(RealiserDiagnosticSocialFinancier commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new DiagnosticSocialFinancier(commande.ProcedureId, commande.Resultat, commande.ConnuDuService));
}
