using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Enfance;

/// <summary>La mise à l'abri prend fin, avec son issue.</summary>
public sealed record TerminerMiseALAbri(CodeOuTexte? Issue = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<TerminerMiseALAbri>(
        "mises-a-l-abri/fin",
        "Terminer la mise à l'abri",
        "La mise à l'abri prend fin, avec son issue.",
        Decide,
        """{"issue":"placement"}""");

    public static Decision Decide(TerminerMiseALAbri commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new MiseALAbriTerminee(commande.Issue));
}
