using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Accueil;

/// <summary>Quelqu'un prend contact : ce qu'il demande, avec ses mots s'il le veut, et vers où l'accueil le dirige. Sans nom, l'acte va au registre du site.</summary>
public sealed record Accueillir(
    ModeContact Mode,
    bool? AvecRendezVous = null,
    Interlocuteur? Interlocuteur = null,
    IReadOnlyList<CodeOuTexte>? Motifs = null,
    bool? Urgence = null,
    IReadOnlyList<CodeOuTexte>? Domaines = null,
    bool? HorsCompetence = null,
    TexteConfidentiel? Expression = null,
    VersAccueil? Vers = null,
    string? Structure = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<Accueillir>(
        "accueils",
        "Accueillir",
        "Quelqu'un prend contact : ce qu'il demande, avec ses mots s'il le veut, et vers où l'accueil le dirige. Sans nom, l'acte va au registre du site.",
        Decide,
        """{"mode":"physique","avecRendezVous":false,"interlocuteur":"usager","motifs":["budget"],"domaines":["logement"],"expression":"Je ne peux plus payer mon loyer.","vers":"permanenceSociale"}""",
        Flux.Trajectoire | Flux.Registre);

    public static Decision Decide(Accueillir commande, Trajectoire etat, ContexteDecision contexte)
    {
        var contact = new ContactRecu(commande.Mode, commande.AvecRendezVous, commande.Interlocuteur, commande.Motifs, commande.Urgence);
        IEvenement[] demande = commande.Domaines is null && commande.HorsCompetence is null && commande.Expression is null
            ? []
            : [new DemandeRecueillie(commande.Domaines, commande.HorsCompetence, commande.Expression)];
        IEvenement[] suite = commande.Vers is { } vers ? [new OrientationAccueil(vers, commande.Structure)] : [];
        return contexte.Constater(etat, [contact, .. demande, .. suite]);
    }
}
