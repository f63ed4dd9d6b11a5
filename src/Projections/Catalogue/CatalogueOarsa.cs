using Accompagnement.Domain.Orientation;
using Accompagnement.Domain.Rsa;
using Accompagnement.Projections.Faits;

namespace Accompagnement.Projections.Catalogue;

/// <summary>
/// The counts of the yearly survey on the orientation and follow-up of those on RSA (OARSA, DREES), as far as facts tell. Its delays
/// are figure D1 of the steering; its splits by sex and age are dimensions.
/// </summary>
public static class CatalogueOarsa
{
    private const string Domaine = "Enquête OARSA";

    public static IReadOnlyList<Indicateur> Tous { get; } =
    [
        new("O1", "Bénéficiaires du RSA soumis aux droits et devoirs",
            "Nombre de personnes différentes, allocataires ou conjoints, soumises aux droits et devoirs le dernier jour de la période.",
            "", new Comptage(Forme.Stock, ObjetCompte.Personne, Nature.Soumis), Domaine),
        new("O2", "Personnes orientées",
            "Nombre de personnes différentes qui ont une orientation en vigueur le dernier jour de la période, qu'un référent soit nommé ou non.",
            "", new Comptage(Forme.Stock, ObjetCompte.Personne, Nature.Orientation), Domaine),
        Orientees("O2a", "social", Parcours.Social),
        Orientees("O2b", "socioprofessionnel", Parcours.Socioprofessionnel),
        Orientees("O2c", "professionnel", Parcours.Professionnel),
        new("O3", "Personnes orientées dans la période",
            "Nombre de personnes différentes pour lesquelles une première orientation a été prononcée dans la période.",
            "", new Comptage(Forme.Flux, ObjetCompte.Personne, Nature.OrientationPrononcee), Domaine),
        new("O4", "Réorientations",
            "Nombre de réorientations prononcées dans la période ; une personne réorientée deux fois compte deux fois.",
            "", new Comptage(Forme.Flux, ObjetCompte.Acte, Nature.Reorientation), Domaine),
        new("O5", "Personnes ayant un CER en cours",
            "Nombre de personnes différentes dont un contrat d'engagements réciproques Solidarité ou Professionnel est en cours le dernier jour de la période.",
            "", new Comptage(Forme.Stock, ObjetCompte.Personne, Nature.Contrat, (short)TypeContrat.CerSolidarite, (short)TypeContrat.CerProfessionnel), Domaine),
        new("O6", "Personnes ayant un contrat d'engagement en cours",
            "Nombre de personnes différentes dont un contrat d'engagement (loi du 18 décembre 2023) est en cours le dernier jour de la période.",
            "", new Comptage(Forme.Stock, ObjetCompte.Personne, Nature.Contrat, (short)TypeContrat.ContratEngagement), Domaine),
    ];

    private static Indicateur Orientees(string code, string parcours, Parcours valeur) => new(
        code, $"… vers un parcours {parcours}",
        $"Nombre de personnes différentes dont l'orientation en vigueur le dernier jour de la période est un parcours {parcours}.",
        "", new Comptage(Forme.Stock, ObjetCompte.Personne, Nature.Orientation, (short)valeur), Domaine);
}
