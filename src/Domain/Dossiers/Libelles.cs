using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Accompagnement.Domain.Faits;

namespace Accompagnement.Domain.Dossiers;

/// <summary>Codes in words. What is a measure or a fund by its initials keeps them.</summary>
public static class Libelles
{
    private static readonly ConcurrentDictionary<Enum, string> Connus = new();

    /// <summary>Words whose accents the codes lose, and whole codes that are not read word by word.</summary>
    private static readonly FrozenDictionary<string, string> Accents = new Dictionary<string, string>
    {
        ["a"] = "à",
        ["aah"] = "AAH",
        ["abandonnee"] = "abandonnée",
        ["accede"] = "accède",
        ["accepte"] = "accepté",
        ["acces"] = "accès",
        ["accorde"] = "accordé",
        ["accordee"] = "accordée",
        ["aci"] = "ACI",
        ["activite"] = "activité",
        ["aed"] = "AED",
        ["aemo"] = "AEMO",
        ["annule"] = "annulé",
        ["asap"] = "ASAP",
        ["ase"] = "ASE",
        ["avecRendezVous"] = "avec rendez-vous",
        ["bareme"] = "barème",
        ["beneficiaire"] = "bénéficiaire",
        ["caf"] = "CAF",
        ["ccas"] = "CCAS",
        ["cdd"] = "CDD",
        ["cdi"] = "CDI",
        ["cer"] = "CER",
        ["cerp"] = "CERP",
        ["cloture"] = "clôture",
        ["competence"] = "compétence",
        ["concours"] = "concours de la force publique",
        ["confirme"] = "confirmé",
        ["contratEngagement"] = "contrat d'engagement",
        ["creation"] = "création d'entreprise",
        ["darf"] = "DARF",
        ["deces"] = "décès",
        ["decidee"] = "décidée",
        ["decision"] = "décision",
        ["declaration"] = "déclaration",
        ["declarationManquante"] = "déclaration manquante",
        ["deja"] = "déjà",
        ["delaissement"] = "délaissement",
        ["delegation"] = "délégation",
        ["demande"] = "demandé",
        ["demandeDeLaPersonne"] = "demande de la personne",
        ["demandee"] = "demandée",
        ["demarre"] = "démarré",
        ["demarree"] = "démarrée",
        ["demenagement"] = "déménagement",
        ["departement"] = "département",
        ["desaccord"] = "désaccord",
        ["dmad"] = "DMAD",
        ["echeance"] = "échéance",
        ["ecole"] = "école",
        ["educateur"] = "éducateur",
        ["education"] = "éducation",
        ["electricite"] = "électricité",
        ["eloignement"] = "éloignement",
        ["energie"] = "énergie",
        ["entree"] = "entrée",
        ["equipe"] = "équipe",
        ["etablissement"] = "établissement",
        ["evaluateur"] = "évaluateur",
        ["evaluation"] = "évaluation",
        ["evaluee"] = "évaluée",
        ["ferme"] = "fermé",
        ["financiere"] = "financière",
        ["fixe"] = "fixé",
        ["fjt"] = "FJT",
        ["france"] = "France",
        ["franceTravail"] = "France Travail",
        ["gir"] = "GIR",
        ["heberge"] = "hébergé",
        ["honore"] = "honoré",
        ["immediat"] = "immédiat",
        ["impayes"] = "impayés",
        ["independant"] = "travailleur indépendant",
        ["interim"] = "intérim",
        ["intermediaire"] = "intermédiaire",
        ["intermediation"] = "intermédiation",
        ["justicePolice"] = "justice, police",
        ["leves"] = "levés",
        ["limite"] = "limité",
        ["majore"] = "majoré",
        ["majorite"] = "majorité",
        ["manque"] = "manqué",
        ["maternite"] = "maternité",
        ["mds"] = "MDS",
        ["mecs"] = "MECS",
        ["medecin"] = "médecin",
        ["menage"] = "ménage",
        ["mere"] = "mère",
        ["metier"] = "métier",
        ["minorite"] = "minorité",
        ["mobilite"] = "mobilité",
        ["negligences"] = "négligences",
        ["nir"] = "NIR",
        ["nouvelleDemande"] = "nouvelle demande",
        ["numerique"] = "numérique",
        ["operateur"] = "opérateur",
        ["pacea"] = "PACEA",
        ["parentalite"] = "parentalité",
        ["piece"] = "pièce",
        ["pieces"] = "pièces",
        ["plie"] = "PLIE",
        ["ppae"] = "PPAE",
        ["pre"] = "pré",
        ["prealable17ans"] = "entretien des dix-sept ans",
        ["prealables"] = "préalables",
        ["premierRendezVous"] = "premier rendez-vous",
        ["pret"] = "prêt",
        ["prive"] = "privé",
        ["proposee"] = "proposée",
        ["proprietaire"] = "propriétaire",
        ["qualifiee"] = "qualifiée",
        ["realise"] = "réalisé",
        ["realisee"] = "réalisée",
        ["recue"] = "reçue",
        ["recueil72h"] = "recueil de 72 heures",
        ["referent"] = "référent",
        ["refusee"] = "refusée",
        ["reglement"] = "règlement",
        ["rendezVous"] = "rendez-vous",
        ["renforcee"] = "renforcée",
        ["renouvele"] = "renouvelé",
        ["reorganisation"] = "réorganisation",
        ["reorientation"] = "réorientation",
        ["reoriente"] = "réorienté",
        ["reouverture"] = "réouverture",
        ["repetees"] = "répétées",
        ["residence"] = "résidence",
        ["retiree"] = "retirée",
        ["rib"] = "RIB",
        ["rsa"] = "RSA",
        ["sante"] = "santé",
        ["savs"] = "SAVS",
        ["scolarite"] = "scolarité",
        ["separation"] = "séparation",
        ["siae"] = "SIAE",
        ["sms"] = "SMS",
        ["solidarite"] = "solidarité",
        ["sortie6mois"] = "entretien six mois après la sortie",
        ["specialise"] = "spécialisé",
        ["specifique"] = "spécifique",
        ["telephone"] = "téléphone",
        ["termine"] = "terminé",
        ["terminee"] = "terminée",
        ["tisf"] = "TISF",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static string De(Enum valeur) => Connus.GetOrAdd(valeur, static v => Mots(CodesEnJson.Instance.ConvertName(v.ToString())));

    /// <summary>A code in words; a free text is not shown, only that there is one.</summary>
    public static string De(CodeOuTexte valeur) => valeur.Code is { } code ? Mots(code) : "voir le texte";

    /// <summary>« 1er mars 2026 », « 2 mars 2026 ».</summary>
    public static string De(DateOnly jour) => EcrireLeJour(jour, "MMMM yyyy");

    /// <summary>A day as French writes it: the first of a month is « 1er », whatever follows it.</summary>
    public static string EcrireLeJour(DateOnly jour, string suite) =>
        $"{(jour.Day == 1 ? "1er" : jour.Day.ToString(CultureInfo.InvariantCulture))} {jour.ToString(suite, Francais)}";

    public static string Euros(decimal montant) => montant.ToString("#,##0.00 €", Francais);

    internal static CultureInfo Francais { get; } = CultureInfo.GetCultureInfo("fr-FR");

    private static string Mots(string code)
    {
        if (!code.Any(char.IsLower))
        {
            return Sigles.De(code);
        }

        if (Accents.TryGetValue(code, out var entier))
        {
            return entier;
        }

        var texte = new StringBuilder(code.Length + 4);
        foreach (var mot in Decouper(code))
        {
            var elision = texte.Length > 1 && texte[^1] == '\'';
            texte.Append(texte.Length == 0 || elision ? "" : " ").Append(mot is "l" or "d" ? $"{mot}'" : Accents.GetValueOrDefault(mot, mot));
        }

        return texte.ToString();
    }

    private static IEnumerable<string> Decouper(string code)
    {
        var debut = 0;
        for (var i = 1; i <= code.Length; i++)
        {
            // A word of one letter ends where the next one begins: cerARenouveler.
            if (i == code.Length || (char.IsUpper(code[i]) && (char.IsLower(code[i - 1]) || (i + 1 < code.Length && char.IsLower(code[i + 1])))))
            {
                yield return code[debut..i].ToLowerInvariant();
                debut = i;
            }
        }
    }
}
