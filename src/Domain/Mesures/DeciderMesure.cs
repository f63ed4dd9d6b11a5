using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Mesures;

/// <summary>La mesure est décidée ; elle attend jusqu'à son démarrage.</summary>
public sealed record DeciderMesure(
    TypeMesure Type,
    Cadre? Cadre = null,
    CodeOuTexte? Cabinet = null,
    DateOnly? Echeance = null,
    Guid? FoyerId = null,
    IReadOnlyList<CodeOuTexte>? Thematiques = null,
    Guid? MesureId = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<DeciderMesure>(
        "mesures",
        "Décider une mesure",
        "La mesure est décidée ; elle attend jusqu'à son démarrage.",
        Decide,
        """{"type":"AEMO_J","cadre":"judiciaire","cabinet":"ARRAS-1","echeance":"2026-06-30"}""");

    public static Decision Decide(DeciderMesure commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new MesureDecidee(
            contexte.Identifiant(commande.MesureId), commande.Type, commande.Cadre, commande.Cabinet, commande.Echeance, commande.FoyerId, commande.Thematiques));
}
