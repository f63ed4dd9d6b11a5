using System.Collections.Frozen;

namespace Accompagnement.Domain.Dossiers;

/// <summary>Codes in capitals as the trade says them: the initials that everybody knows stay, what they stand for is said once beside them.</summary>
internal static class Sigles
{
    private static readonly FrozenDictionary<string, string> Mots = new Dictionary<string, string>
    {
        // Measures.
        ["AED_IED"] = "Action éducative à domicile (AED, IED)",
        ["AEMO_A"] = "AEMO administrative",
        ["AEMO_J"] = "AEMO judiciaire",
        ["AEMO_RENFORCEE"] = "AEMO renforcée",
        ["ASAP_MONO"] = "ASAP mono-intervenant",
        ["ASAP_MULTI"] = "ASAP multi-intervenants",
        ["TISF"] = "Intervention à domicile (TISF)",
        ["AESF"] = "Économie sociale et familiale (AESF)",
        ["AGBF"] = "Gestion du budget familial (AGBF)",
        ["APJM"] = "Accueil provisoire jeune majeur (APJM)",
        ["DMAD"] = "Maintien à domicile (DMAD)",
        ["DARF"] = "Retour en famille (DARF)",
        ["ASLL_SIMPLE"] = "ASLL simple",
        ["ASLL_RENFORCE"] = "ASLL renforcé",
        ["AML_SIMPLE"] = "Médiation locative (AML) simple",
        ["AML_RENFORCE"] = "Médiation locative (AML) renforcée",
        ["FAL"] = "Forfait annuel logement (FAL)",
        ["GLA"] = "Gestion locative adaptée (GLA)",
        ["AET"] = "Action énergie territoire (AET)",
        ["LOGEMENT_ASE_SIMPLE"] = "Logement des sortants de l'ASE, simple",
        ["LOGEMENT_ASE_RENFORCE"] = "Logement des sortants de l'ASE, renforcé",
        ["MASP1"] = "MASP 1",
        ["MASP2"] = "MASP 2",
        ["COACH_JEUNE"] = "Coach jeunesse",
        ["COORDO_ASE"] = "Coordination ASE et mission locale",
        ["ACCOMPAGNEMENT_GLOBAL"] = "Accompagnement global",

        // Parts of a fund.
        ["ALI"] = "accès au logement",
        ["MAINTIEN"] = "maintien dans le logement",
        ["EET"] = "eau, énergie, téléphone",
        ["GARANTIE"] = "garantie",
        ["TRAVAUX"] = "travaux",
        ["RECHERCHE"] = "recherche d'un logement",
        ["AUTRE"] = "autre",

        // Rights.
        ["APA_DOMICILE"] = "APA à domicile",
        ["APA_ETABLISSEMENT"] = "APA en établissement",
        ["ORIENTATION"] = "orientation de la CDAPH",

        // Sexes.
        ["F"] = "femme",
        ["M"] = "homme",
        ["X"] = "autre",

        ["NON_RENSEIGNE"] = "non renseigné",
        ["HORS_DEPARTEMENT"] = "hors département",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static string De(string code) => Mots.GetValueOrDefault(code) ?? code.Replace('_', ' ');
}
