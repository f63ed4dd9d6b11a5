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

    /// <summary>Words whose accents the codes lose.</summary>
    private static readonly FrozenDictionary<string, string> Accents = new Dictionary<string, string>
    {
        ["aah"] = "AAH",
        ["accede"] = "accède",
        ["accorde"] = "accordé",
        ["activite"] = "activité",
        ["asap"] = "ASAP",
        ["ase"] = "ASE",
        ["caf"] = "CAF",
        ["cdd"] = "CDD",
        ["cdi"] = "CDI",
        ["cer"] = "CER",
        ["cerp"] = "CERP",
        ["cloture"] = "clôture",
        ["concours"] = "concours de la force publique",
        ["creation"] = "création d'entreprise",
        ["darf"] = "DARF",
        ["decision"] = "décision",
        ["demande"] = "demandé",
        ["demenagement"] = "déménagement",
        ["departement"] = "département",
        ["dmad"] = "DMAD",
        ["echeance"] = "échéance",
        ["ecole"] = "école",
        ["electricite"] = "électricité",
        ["entree"] = "entrée",
        ["evaluation"] = "évaluation",
        ["fjt"] = "FJT",
        ["france"] = "France",
        ["heberge"] = "hébergé",
        ["immediat"] = "immédiat",
        ["independant"] = "travailleur indépendant",
        ["intermediaire"] = "intermédiaire",
        ["justice"] = "justice,",
        ["limite"] = "limité",
        ["majorite"] = "majorité",
        ["mds"] = "MDS",
        ["mecs"] = "MECS",
        ["menage"] = "ménage",
        ["mobilite"] = "mobilité",
        ["numerique"] = "numérique",
        ["pacea"] = "PACEA",
        ["plie"] = "PLIE",
        ["ppae"] = "PPAE",
        ["pre"] = "pré",
        ["prealable17ans"] = "entretien des dix-sept ans",
        ["pret"] = "prêt",
        ["prive"] = "privé",
        ["proprietaire"] = "propriétaire",
        ["realise"] = "réalisé",
        ["realisee"] = "réalisée",
        ["recueil72h"] = "recueil de 72 heures",
        ["referent"] = "référent",
        ["refusee"] = "refusée",
        ["renforcee"] = "renforcée",
        ["reoriente"] = "réorienté",
        ["rsa"] = "RSA",
        ["sante"] = "santé",
        ["siae"] = "SIAE",
        ["solidarite"] = "solidarité",
        ["sortie6mois"] = "entretien six mois après la sortie",
        ["specifique"] = "spécifique",
        ["telephone"] = "téléphone",
        ["travail"] = "Travail",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static string De(Enum valeur) => Connus.GetOrAdd(valeur, static v => Mots(CodesEnJson.Instance.ConvertName(v.ToString())));

    /// <summary>A code in words; a free text is not shown, only that there is one.</summary>
    public static string De(CodeOuTexte valeur) => valeur.Code is { } code ? Mots(code) : "voir le texte";

    public static string De(DateOnly jour) => jour.ToString("d MMMM yyyy", Francais);

    public static string Euros(decimal montant) => montant.ToString("#,##0.00 €", Francais);

    internal static CultureInfo Francais { get; } = CultureInfo.GetCultureInfo("fr-FR");

    private static string Mots(string code)
    {
        if (!code.Any(char.IsLower))
        {
            return code.Replace('_', ' ');
        }

        if (Accents.TryGetValue(code, out var entier))
        {
            return entier;
        }

        var texte = new StringBuilder(code.Length + 4);
        foreach (var mot in Decouper(code))
        {
            texte.Append(texte.Length == 0 ? "" : " ").Append(Accents.GetValueOrDefault(mot, mot));
        }

        return texte.ToString();
    }

    private static IEnumerable<string> Decouper(string code)
    {
        var debut = 0;
        for (var i = 1; i <= code.Length; i++)
        {
            if (i == code.Length || (char.IsUpper(code[i]) && char.IsLower(code[i - 1])))
            {
                yield return code[debut..i].ToLowerInvariant();
                debut = i;
            }
        }
    }
}
