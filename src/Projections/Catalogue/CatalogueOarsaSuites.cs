using Accompagnement.Domain.Personnes;
using Accompagnement.Domain.Rsa;
using Accompagnement.Projections.Faits;

namespace Accompagnement.Projections.Catalogue;

/// <summary>The rest of the survey on RSA: équipe pluridisciplinaire, sanctions, actions, what contracts hold, who lives in the household.</summary>
internal static class CatalogueOarsaSuites
{
    private static readonly short[] Cer = [(short)TypeContrat.CerSolidarite, (short)TypeContrat.CerProfessionnel];

    public static IReadOnlyList<Indicateur> Tous { get; } =
    [
        Compter("O9", "Saisines de l'équipe pluridisciplinaire",
            "Nombre de saisines de l'équipe pluridisciplinaire dans la période ; une personne dont l'équipe est saisie deux fois compte deux fois.",
            new(Forme.Flux, ObjetCompte.Acte, Nature.EquipeSaisie)),
        Compter("O9a", "Personnes dont la situation a été examinée par l'équipe pluridisciplinaire",
            "Nombre de personnes différentes pour lesquelles l'équipe pluridisciplinaire a rendu un avis dans la période.",
            new(Forme.Flux, ObjetCompte.Personne, Nature.AvisEquipe)),
        Compter("O10", "Sanctions décidées",
            "Nombre de sanctions décidées dans la période, par nature (type) : suspension-remobilisation, suspension, suppression, radiation.",
            new(Forme.Flux, ObjetCompte.Acte, Nature.SanctionDecidee)),
        Compter("O10a", "Personnes sanctionnées", "Nombre de personnes différentes pour lesquelles une sanction a été décidée dans la période.",
            new(Forme.Flux, ObjetCompte.Personne, Nature.SanctionDecidee)),
        Decidees("O10b", "une suspension", NatureSanction.SuspensionRemobilisation, NatureSanction.Suspension),
        Decidees("O10c", "une suppression", NatureSanction.Suppression),
        Decidees("O10d", "une radiation", NatureSanction.Radiation),
        Compter("O10e", "Personnes sous sanction",
            "Nombre de personnes différentes dont une sanction court le dernier jour de la période : décidée, ni levée ni échue, ni remplacée par une autre.",
            new(Forme.Stock, ObjetCompte.Personne, Nature.Sanction)),
        Part("O10p", "Part des personnes sous sanction", "Parmi les personnes soumises aux droits et devoirs (O1), part de celles dont une sanction court le même jour.",
            new(Forme.Stock, ObjetCompte.Personne, Nature.Soumis), new(Forme.Stock, ObjetCompte.Personne, Nature.Soumis) { Aussi = new(Nature.Sanction) }),
        Compter("O11", "Personnes dans une action d'insertion",
            "Nombre de personnes différentes dont une action d'insertion, démarrée et non terminée, est en cours le dernier jour de la période ; par dispositif (service).",
            new(Forme.Stock, ObjetCompte.Personne, Nature.ActionInsertion)),
        Part("O11p", "Part des CER accompagnés d'une action", "Parmi les personnes dont un CER est en cours le dernier jour de la période (O5), part de celles qui sont dans une action d'insertion le même jour.",
            EnCours, EnCours with { Aussi = new(Nature.ActionInsertion) }),
        Compter("O12", "Personnes ayant signé un CER, selon ce qu'il contient",
            "Nombre de personnes différentes ayant signé dans la période un CER qui fixe au moins un objectif ; par objectif (service, avec le code que le site lui donne).",
            new(Forme.Flux, ObjetCompte.Personne, Nature.ObjectifDeContrat, Cer)),
        Part("O12p", "Part des CER qui fixent un objectif", "Parmi les personnes ayant signé un CER dans la période (I4), part de celles dont le contrat fixe au moins un objectif.",
            new(Forme.Flux, ObjetCompte.Personne, Nature.ContratSigne, Cer), new(Forme.Flux, ObjetCompte.Personne, Nature.ObjectifDeContrat, Cer)),
        Duree("O12a", "moins de 6 mois", 0, 6),
        Duree("O12b", "6 mois à moins d'un an", 6, 12),
        Duree("O12c", "un an ou plus", 12, 121),
        Famille("O13a", "une personne seule", conjoint: false, enfant: false),
        Famille("O13b", "une personne seule avec enfant", conjoint: false, enfant: true),
        Famille("O13c", "un couple sans enfant", conjoint: true, enfant: false),
        Famille("O13d", "un couple avec enfant", conjoint: true, enfant: true),
    ];

    private static Comptage EnCours => new(Forme.Stock, ObjetCompte.Personne, Nature.Contrat, Cer);

    private static Indicateur Compter(string code, string libelle, string definition, Comptage comptage) => new(code, libelle, definition, "", comptage, "");

    private static Indicateur Part(string code, string libelle, string definition, Comptage ensemble, Comptage numerateur) =>
        new(code, libelle, definition, "%", new Part(ensemble, numerateur), "");

    private static Indicateur Decidees(string code, string sanction, params NatureSanction[] natures) => Compter(
        code, $"… dont {sanction}", $"Nombre de personnes différentes pour lesquelles {sanction} a été décidée dans la période.",
        new(Forme.Flux, ObjetCompte.Personne, Nature.SanctionDecidee, [.. natures.Select(n => (short)n)]));

    private static Indicateur Duree(string code, string duree, int des, int avant)
    {
        var signes = new Comptage(Forme.Flux, ObjetCompte.Acte, Nature.ContratSigne, Cer);
        return Part(code, $"Part des CER signés pour {duree}", $"Parmi les CER signés dans la période, part de ceux qui le sont pour {duree}, de leur premier à leur dernier jour.",
            signes, signes with { Valeurs = [.. Enumerable.Range(des, avant - des)] });
    }

    private static Indicateur Famille(string code, string foyer, bool conjoint, bool enfant)
    {
        var foyers = new Comptage(Forme.Stock, ObjetCompte.Foyer, Nature.Rsa);
        return Part(code, $"Part des foyers au RSA : {foyer}",
            $"Parmi les foyers dont le droit au RSA est ouvert le dernier jour de la période (I1), part de ceux qui sont {foyer}, d'après les rôles de conjoint et d'enfant déclarés dans le foyer.",
            foyers, foyers with { Membres = [new(RoleFoyer.Conjoint, conjoint), new(RoleFoyer.Enfant, enfant)] });
    }
}
