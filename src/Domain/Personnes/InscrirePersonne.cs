using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;

namespace Accompagnement.Domain.Personnes;

/// <summary>La personne est inscrite, avec son domicile et son foyer s'ils sont connus : son dossier commence.</summary>
public sealed record InscrirePersonne(
    Sexe Sexe,
    Mois Naissance,
    IdentiteConfidentielle? Identite = null,
    string? CodeInsee = null,
    TypeLogement? TypeLogement = null,
    Guid? FoyerId = null,
    RoleFoyer? Role = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<InscrirePersonne>(
        "",
        "Inscrire une personne",
        "La personne est inscrite, avec son domicile et son foyer s'ils sont connus : son dossier commence.",
        Decide,
        """{"sexe":"F","naissance":"1984-05","identite":{"nomNaissance":"Lemaire","prenoms":"Aline","dateNaissance":"1984-05-17"},"codeInsee":"62041","typeLogement":"locataireSocial"}""");

    public static Decision Decide(InscrirePersonne commande, Trajectoire etat, ContexteDecision contexte)
    {
        var inscription = new PersonneInscrite(commande.Sexe, commande.Naissance, commande.Identite);
        IEvenement[] domicile = commande.CodeInsee is null && commande.TypeLogement is null
            ? []
            : [new DomicileDeclare(commande.CodeInsee, commande.TypeLogement)];
        IEvenement[] foyer = commande.FoyerId is { } foyerId ? [new FoyerRejoint(foyerId, commande.Role)] : [];
        return contexte.Constater(etat, [inscription, .. domicile, .. foyer]);
    }
}
