using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Rsa;

/// <summary>Le contrat est rompu avant son terme.</summary>
public sealed record RompreContrat(Guid ContratId, CodeOuTexte? Motif = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<RompreContrat>(
        "contrats/rupture",
        "Rompre un contrat",
        "Le contrat est rompu avant son terme.",
        Decide,
        """{"contratId":"6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a27","motif":"emploi"}""");

    public static Decision Decide(RompreContrat commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new ContratRompu(commande.ContratId, commande.Motif));
}
