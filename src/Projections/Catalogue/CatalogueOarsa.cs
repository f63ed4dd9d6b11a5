using Accompagnement.Domain.Orientation;
using Accompagnement.Domain.Rsa;
using Accompagnement.Projections.Faits;

namespace Accompagnement.Projections.Catalogue;

/// <summary>
/// The figures of the yearly survey on the orientation and follow-up of those on RSA (OARSA, DREES), as far as facts tell: counts,
/// shares, and the delay from the right to the first orientation. Its splits by sex and age are dimensions; the structure that follows
/// is the dimension « service ». What cannot come from the events of the contract is listed in <c>docs/enquetes.md</c>.
/// </summary>
public static class CatalogueOarsa
{
    private const string Domaine = "Enquête OARSA";

    public static IReadOnlyList<Indicateur> Tous { get; } =
    [
        new("O1", "Bénéficiaires du RSA soumis aux droits et devoirs",
            "Nombre de personnes différentes, allocataires ou conjoints, soumises aux droits et devoirs le dernier jour de la période.",
            "", Soumis, Domaine),
        new("O2", "Personnes orientées",
            "Nombre de personnes différentes qui ont une orientation en vigueur le dernier jour de la période, qu'un référent soit nommé ou non.",
            "", Oriente(), Domaine),
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
            "Nombre de personnes différentes dont un contrat d'engagements réciproques Solidarité ou Professionnel est en cours le dernier jour de la période. Depuis 2025 la loi lui substitue le contrat d'engagement, que compte O6.",
            "", new Comptage(Forme.Stock, ObjetCompte.Personne, Nature.Contrat, (short)TypeContrat.CerSolidarite, (short)TypeContrat.CerProfessionnel), Domaine),
        new("O6", "Personnes ayant un contrat d'engagement en cours",
            "Nombre de personnes différentes dont un contrat d'engagement (loi du 18 décembre 2023) est en cours le dernier jour de la période.",
            "", new Comptage(Forme.Stock, ObjetCompte.Personne, Nature.Contrat, (short)TypeContrat.ContratEngagement), Domaine),
        PartDes("O2p", "Part des personnes orientées", "Parmi les personnes soumises aux droits et devoirs (O1), part de celles qui ont une orientation en vigueur le même jour.",
            Soumis, Soumis with { Aussi = new(Nature.Orientation) }),
        PartDes("O2ap", "… dont vers un parcours social", "Parmi les personnes orientées (O2), part de celles dont le parcours est social.", Oriente(), Oriente(Parcours.Social)),
        PartDes("O2bp", "… dont vers un parcours socioprofessionnel", "Parmi les personnes orientées (O2), part de celles dont le parcours est socioprofessionnel.", Oriente(), Oriente(Parcours.Socioprofessionnel)),
        PartDes("O2cp", "… dont vers un parcours professionnel", "Parmi les personnes orientées (O2), part de celles dont le parcours est professionnel.", Oriente(), Oriente(Parcours.Professionnel)),
        PartDes("O5p", "Part ayant un CER, hors parcours professionnel",
            "Parmi les personnes orientées vers un parcours social ou socioprofessionnel, donc hors France Travail, part de celles qui ont un contrat d'engagements réciproques en cours le même jour.",
            Oriente(Parcours.Social, Parcours.Socioprofessionnel),
            Oriente(Parcours.Social, Parcours.Socioprofessionnel) with { Aussi = new(Nature.Contrat, (short)TypeContrat.CerSolidarite, (short)TypeContrat.CerProfessionnel) }),
        PartDes("O6p", "Part ayant un contrat d'engagement",
            "Parmi les personnes orientées (O2), part de celles qui ont un contrat d'engagement en cours le même jour.",
            Oriente(), Oriente() with { Aussi = new(Nature.Contrat, (short)TypeContrat.ContratEngagement) }),
        .. CatalogueDelais.Des("O7", Entree, Ouverts, Nature.DelaiOrientation, ObjetCompte.Foyer, 60).Where(i => i.Code is "O7.moyenne" or "O7.mediane" or "O7.part").Select(i => i with { Domaine = Domaine }),
        CatalogueDelais.Part("O7.part91", Entree, Ouverts, Nature.DelaiOrientation, ObjetCompte.Foyer, 91) with { Domaine = Domaine },
        CatalogueDelais.Part("O7.part42", Entree, Ouverts, Nature.DelaiOrientation, ObjetCompte.Foyer, 42) with { Domaine = Domaine },
        Depuis("O8a", "moins de 6 mois", new(0, 6)),
        Depuis("O8b", "6 mois à moins d'un an", new(6, 12)),
        Depuis("O8c", "un an ou plus", new(12)),
        .. CatalogueOarsaSuites.Tous.Select(i => i with { Domaine = Domaine }),
    ];

    private const string Entree = "de l'entrée au RSA à la première orientation";
    private const string Ouverts = "les droits ouverts dans la période";

    private static Comptage Soumis => new(Forme.Stock, ObjetCompte.Personne, Nature.Soumis);

    private static Comptage Oriente(params Parcours[] parcours) =>
        new(Forme.Stock, ObjetCompte.Personne, Nature.Orientation, [.. parcours.Select(p => (short)p)]);

    private static Indicateur PartDes(string code, string libelle, string definition, Comptage ensemble, Comptage numerateur) =>
        new(code, libelle, definition, "%", new Part(ensemble, numerateur), Domaine);

    private static Indicateur Depuis(string code, string libelle, Anciennete anciennete)
    {
        var foyers = new Comptage(Forme.Stock, ObjetCompte.Foyer, Nature.Rsa);
        return PartDes(code, $"Part des foyers au RSA depuis {libelle}",
            $"Parmi les foyers dont le droit au RSA est ouvert le dernier jour de la période (I1), part de ceux dont ce droit est ouvert depuis {libelle}.",
            foyers, foyers with { Depuis = anciennete });
    }

    private static Indicateur Orientees(string code, string parcours, Parcours valeur) => new(
        code, $"… vers un parcours {parcours}",
        $"Nombre de personnes différentes dont l'orientation en vigueur le dernier jour de la période est un parcours {parcours}.",
        "", Oriente(valeur), Domaine);
}
