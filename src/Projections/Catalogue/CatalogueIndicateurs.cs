using System.Collections.Frozen;
using Accompagnement.Domain.Aides;
using Accompagnement.Domain.Autonomie;
using Accompagnement.Domain.Enfance;
using Accompagnement.Domain.Mesures;
using Accompagnement.Domain.Rsa;
using Accompagnement.Projections.Faits;
using Accompagnement.Projections.Regles;

namespace Accompagnement.Projections.Catalogue;

/// <summary>
/// The catalogue: one declaration per figure (<c>contract/indicators.md</c>, section 2). A new figure is a new line here; a changed
/// rule is a new version of a line.
/// </summary>
public static class CatalogueIndicateurs
{
    private const string Enfance = "Enfance et famille";
    private const string Insertion = "Insertion et logement";
    private const string Autonomie = "Autonomie";
    private const string Accueil = "Accueil";
    private const int Majorite = 18;

    /// <summary>The rows of the territorial portrait, in its order.</summary>
    public static IReadOnlyList<Indicateur> Portrait { get; } =
    [
        new("E1", "Enfants de moins de 6 ans vus en consultation",
            "Nombre d'enfants différents de moins de 6 ans vus en consultation infantile dans l'année ; l'âge est celui du jour de la consultation, par mois de naissance.",
            "", new Comptage(Forme.Flux, ObjetCompte.Mineur, Nature.ConsultationInfantile) { MoinsDe = 6 }, Enfance),
        new("E1b", "… en % des enfants de moins de 6 ans", "E1 rapporté aux enfants de moins de 6 ans du territoire.",
            "%", new Taux("E1", "enfants_moins_6_ans", 100), Enfance),
        new("E3", "Enfants vus en bilan de 4 ans",
            "Nombre d'enfants différents vus en bilan de 4 ans pendant l'année scolaire qui finit dans l'année (2015 : du 1er septembre 2014 au 31 août 2015).",
            "", new Comptage(Forme.Flux, ObjetCompte.Mineur, Nature.BilanQuatreAns) { AnneeScolaire = true }, Enfance),
        new("E7", "Mineurs concernés par une information préoccupante",
            "Nombre de mineurs différents pour lesquels une évaluation d'information préoccupante a été confiée dans l'année ; l'âge est celui du jour où elle est confiée.",
            "", new Comptage(Forme.Flux, ObjetCompte.Mineur, Nature.EvaluationIpConfiee) { MoinsDe = Majorite }, Enfance) { Sensible = true },
        new("E7b", "… en % des mineurs", "E7 rapporté aux mineurs du territoire.",
            "%", new Taux("E7", "mineurs", 100), Enfance) { Sensible = true },
        new("E8", "Familles en ASAP mono-intervenant",
            "Nombre de foyers différents avec un accompagnement social et administratif personnalisé mono-intervenant démarré, en cours au moins un jour de l'année.",
            "", new Comptage(Forme.Actifs, ObjetCompte.Foyer, Nature.Mesure, De(TypeMesure.ASAP_MONO)), Enfance),
        new("E9", "Familles accompagnées par un TISF",
            "Nombre de foyers différents avec une intervention de technicien de l'intervention sociale et familiale démarrée, en cours au moins un jour de l'année.",
            "", new Comptage(Forme.Actifs, ObjetCompte.Foyer, Nature.Mesure, De(TypeMesure.TISF)), Enfance),
        new("E10", "Actions éducatives à domicile et AEMO judiciaires",
            "Nombre de mesures IED, AEMO administratives et AEMO judiciaires démarrées et en cours le dernier jour de l'année.",
            "", new Comptage(Forme.Stock, ObjetCompte.Mesure, Nature.Mesure, De(TypeMesure.AED_IED), De(TypeMesure.AEMO_A), De(TypeMesure.AEMO_J)), Enfance) { Sensible = true },
        new("E11", "Bénéficiaires accueillis au titre de l'ASE",
            "Nombre de personnes différentes avec un accueil démarré et en cours le dernier jour de l'année, quelle que soit la modalité.",
            "", new Comptage(Forme.Stock, ObjetCompte.Personne, Nature.Accueil), Enfance) { Sensible = true },
        new("E12", "Places en établissements ASE",
            "Nombre de places fixées en MECS, foyer et accueil d'urgence le dernier jour de l'année, selon la commune de l'établissement.",
            "", new Comptage(Forme.Stock, ObjetCompte.Place, Nature.Capacite, De(Modalite.Mecs), De(Modalite.Foyer), De(Modalite.Urgence)), Enfance),
        new("E12b", "… pour 1 000 jeunes de 0 à 20 ans", "E12 rapporté aux jeunes de 0 à 20 ans du territoire.",
            "‰", new Taux("E12", "jeunes_0_20_ans", 1000), Enfance),
        new("I1", "Foyers allocataires du RSA",
            "Nombre de foyers différents dont le droit au RSA est ouvert le dernier jour de l'année, toutes composantes ; un droit suspendu reste ouvert.",
            "", new Comptage(Forme.Stock, ObjetCompte.Foyer, Nature.Rsa), Insertion),
        new("I1b", "… en % des ménages de 20 à 64 ans", "I1 rapporté aux ménages de 20 à 64 ans du territoire.",
            "%", new Taux("I1", "menages_20_64_ans", 100), Insertion),
        new("I2", "Foyers bénéficiaires du RSA socle",
            "Nombre de foyers différents dont le droit au RSA socle seul est ouvert le dernier jour de l'année.",
            "", new Comptage(Forme.Stock, ObjetCompte.Foyer, Nature.Rsa, De(Composante.Socle)), Insertion),
        new("I3", "Foyers bénéficiaires du RSA activité",
            "Nombre de foyers différents dont le droit au RSA activité seul est ouvert le dernier jour de l'année.",
            "", new Comptage(Forme.Stock, ObjetCompte.Foyer, Nature.Rsa, De(Composante.Activite)), Insertion),
        new("I4", "Allocataires ayant signé un CER",
            "Nombre de personnes différentes ayant signé dans l'année un contrat d'engagements réciproques Solidarité ou Professionnel. Depuis 2025 la loi lui substitue le contrat d'engagement, que compte O6.",
            "", new Comptage(Forme.Flux, ObjetCompte.Personne, Nature.ContratSigne, De(TypeContrat.CerSolidarite), De(TypeContrat.CerProfessionnel)), Insertion),
        Aide("I6", "Aides du fonds d'aide aux jeunes (FAJ)", Fonds.FAJ),
        Aide("I7", "Secours d'urgence (SU)", Fonds.SU),
        Aide("I8", "Aides financières personnalisées (AFP)", Fonds.AFP),
        Aide("I9", "Aides individuelles au projet de professionnalisation (AIPP)", Fonds.AIPP),
        Aide("I10", "FSL : accès au logement identifié (ALI)", Fonds.FSL, Volet.ALI),
        Aide("I11", "FSL : maintien dans le logement", Fonds.FSL, Volet.MAINTIEN),
        new("I12", "Familles en accompagnement social lié au logement (ASLL)",
            "Nombre de foyers différents avec un accompagnement social lié au logement démarré, en cours au moins un jour de l'année.",
            "", new Comptage(Forme.Actifs, ObjetCompte.Foyer, Nature.Mesure, De(TypeMesure.ASLL_SIMPLE), De(TypeMesure.ASLL_RENFORCE)), Insertion),
        Aide("I13", "FSL : eau, énergie, téléphone (EET)", Fonds.FSL, Volet.EET),
        new("A1", "Bénéficiaires de l'APA à domicile",
            "Nombre de personnes différentes dont le droit à l'APA à domicile est ouvert le dernier jour de l'année.",
            "", ApaADomicile, Autonomie),
        new("A1b", "… en % des 60 ans et plus", "A1 rapporté aux personnes de 60 ans et plus du territoire.",
            "%", new Taux("A1", "population_60_ans_et_plus", 100), Autonomie),
        new("A2", "Part des GIR 1 et 2",
            "Parmi les bénéficiaires de l'APA à domicile (A1), part de ceux dont la dernière évaluation donne un GIR 1 ou 2.",
            "%", new Part(ApaADomicile, ApaADomicile with { Valeurs = [1, 2] }), Autonomie),
        new("A5", "Personnes reconnues en situation de handicap par la CDAPH",
            "Nombre de personnes différentes ayant eu, dans les trois années qui finissent avec la période, un accord d'AAH, d'AEEH, de PCH ou d'orientation.",
            "", new Comptage(Forme.Fenetre3, ObjetCompte.Personne, Nature.FenetreDecision, De(Droit.AAH), De(Droit.AEEH), De(Droit.PCH), De(Droit.ORIENTATION)), Autonomie),
        new("A5b", "… en % des 0 à 59 ans", "A5 rapporté à la population de 0 à 59 ans du territoire.",
            "%", new Taux("A5", "population_0_59_ans", 100), Autonomie),
        new("A6", "Bénéficiaires de la PCH",
            "Nombre de personnes différentes dont le droit à la PCH est ouvert le dernier jour de l'année.",
            "", new Comptage(Forme.Stock, ObjetCompte.Personne, Nature.DroitAutonomie, De(Droit.PCH)), Autonomie),
        new("A6b", "… pour 1 000 habitants de moins de 60 ans", "A6 rapporté à la population de 0 à 59 ans du territoire.",
            "‰", new Taux("A6", "population_0_59_ans", 1000), Autonomie),
        new("A7", "Personnes ayant eu un accord d'AAH",
            "Nombre de personnes différentes ayant eu un accord d'AAH dans les trois années qui finissent avec la période.",
            "", new Comptage(Forme.Fenetre3, ObjetCompte.Personne, Nature.FenetreDecision, De(Droit.AAH)), Autonomie),
        new("A8", "Personnes ayant eu un accord d'AEEH",
            "Nombre de personnes différentes ayant eu un accord d'AEEH dans les trois années qui finissent avec la période.",
            "", new Comptage(Forme.Fenetre3, ObjetCompte.Personne, Nature.FenetreDecision, De(Droit.AEEH)), Autonomie),
    ];

    /// <summary>What receptions do. A contact without a name is in no territory that anybody knows; it is at a site.</summary>
    public static IReadOnlyList<Indicateur> Receptions { get; } =
    [
        new("C1", "Contacts reçus à l'accueil",
            "Nombre de contacts reçus dans la période, avec ou sans nom, par mode (type) et par site (service). Un contact sans nom compte au site qui l'a reçu et sans territoire ; rattaché ensuite à une personne, il ne compte pas une seconde fois.",
            "", new Comptage(Forme.Flux, ObjetCompte.Acte, Nature.Contact), Accueil),
    ];

    /// <summary>Every figure, in the order of the catalogue: the portrait, receptions, the survey on RSA, amounts, delays, then what moves stocks.</summary>
    public static IReadOnlyList<Indicateur> Tous { get; } =
    [
        .. Portrait, .. Receptions, .. CatalogueOarsa.Tous, .. CatalogueMontants.De(Portrait), .. CatalogueDelais.Tous,
        .. CatalogueMouvements.De([.. Portrait, .. CatalogueOarsa.Tous]),
    ];

    private static FrozenDictionary<string, Indicateur> ParCode { get; } = Tous.ToFrozenDictionary(i => i.Code, StringComparer.OrdinalIgnoreCase);

    private static Comptage ApaADomicile => new(Forme.Stock, ObjetCompte.Personne, Nature.DroitAutonomie, De(Droit.APA_DOMICILE));

    public static Indicateur? DuCode(string code) => ParCode.GetValueOrDefault(code);

    private static Indicateur Aide(string code, string libelle, Fonds fonds, Volet? volet = null) => new(
        code, libelle,
        $"Nombre d'aides accordées dans l'année par le {fonds}{(volet is { } v ? $", volet {v}" : "")} ; une demande accordée de nouveau après recours compte deux fois.",
        "", new Comptage(Forme.Flux, ObjetCompte.Aide, Nature.AideAccordee, ReglesActes.TypesAide(fonds, volet)), Insertion);

    private static short De<T>(T valeur)
        where T : struct, Enum => Convert.ToInt16(valeur, System.Globalization.CultureInfo.InvariantCulture);
}
