using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Agents;

/// <summary>Un professionnel est enregistré.</summary>
public sealed record EnregistrerAgent(
    CodeOuTexte? Metier = null,
    string? Site = null,
    decimal? Etp = null,
    IdentiteConfidentielle? Identite = null,
    string? Structure = null,
    string? Service = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<EnregistrerAgent>(
        "",
        "Enregistrer un agent",
        "Un professionnel est enregistré.",
        Decide,
        """{"metier":"assistantSocial","site":"ARTOIS-BETHUNE","etp":0.8,"identite":{"nomUsage":"Carpentier","prenoms":"Luc"}}""",
        Flux.Agent);

    public static Decision Decide(EnregistrerAgent commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new AgentEnregistre(commande.Metier, commande.Site, commande.Etp, commande.Identite, commande.Structure, commande.Service));
}
