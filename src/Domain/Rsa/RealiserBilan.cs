using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Rsa;

/// <summary>Un bilan du contrat est fait avec la personne : ce que sont devenus les objectifs, les freins levés, les suites.</summary>
public sealed record RealiserBilan(
    Guid ContratId,
    MomentBilan? Moment = null,
    IReadOnlyList<ObjectifEvalue>? Objectifs = null,
    IReadOnlyList<CodeOuTexte>? FreinsLeves = null,
    CodeOuTexte? Suites = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<RealiserBilan>(
        "contrats/bilan",
        "Faire le bilan du contrat",
        "Un bilan du contrat est fait avec la personne : ce que sont devenus les objectifs, les freins levés, les suites.",
        Decide,
        """{"contratId":"6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a27","moment":"intermediaire","objectifs":[{"code":"mobilite","atteint":"partiel"}],"freinsLeves":["permis"]}""");

    public static Decision Decide(RealiserBilan commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new BilanRealise(commande.ContratId, commande.Moment, commande.Objectifs, commande.FreinsLeves, commande.Suites));
}
