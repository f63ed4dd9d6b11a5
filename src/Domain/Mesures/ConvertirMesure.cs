using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Mesures;

/// <summary>La mesure devient une autre, décidée du même coup : l'ancienne prend fin, la nouvelle attend son démarrage.</summary>
public sealed record ConvertirMesure(
    Guid MesureId,
    TypeMesure Type,
    Cadre? Cadre = null,
    CodeOuTexte? Cabinet = null,
    DateOnly? Echeance = null,
    Guid? Vers = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<ConvertirMesure>(
        "mesures/conversion",
        "Convertir une mesure",
        "La mesure devient une autre, décidée du même coup : l'ancienne prend fin, la nouvelle attend son démarrage.",
        Decide,
        """{"mesureId":"6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a2c","type":"AEMO_RENFORCEE","cadre":"judiciaire","echeance":"2026-06-30"}""");

    public static Decision Decide(ConvertirMesure commande, Trajectoire etat, ContexteDecision contexte)
    {
        var vers = contexte.Identifiant(commande.Vers);
        return contexte.Constater(
            etat,
            new MesureConvertie(commande.MesureId, vers),
            new MesureDecidee(vers, commande.Type, commande.Cadre, commande.Cabinet, commande.Echeance));
    }
}
