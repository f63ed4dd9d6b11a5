using System.Text.Json;
using Accompagnement.Domain.Accueil;
using Accompagnement.Domain.Aides;
using Accompagnement.Domain.Autonomie;
using Accompagnement.Domain.Enfance;
using Accompagnement.Domain.Logement;
using Accompagnement.Domain.Mesures;
using Accompagnement.Domain.Orientation;
using Accompagnement.Domain.Personnes;
using Accompagnement.Domain.Rsa;
using Accompagnement.Projections.Faits;
using Accompagnement.Projections.Regles;

namespace Accompagnement.Projections.Pilotage;

/// <summary>The codes of the contract for the numbers that rows of facts carry.</summary>
public static class Noms
{
    public static IReadOnlyList<string> Roles { get; } = [.. Enum.GetNames<RoleReferent>().Select(Code)];

    public static IReadOnlyList<string> Mesures { get; } = Enum.GetNames<TypeMesure>();

    /// <summary>The role under which the measures that an agent carries are shown.</summary>
    public const string RoleMesure = "mesure";

    public static string Role(short numero) => Roles[numero];

    public static string Mesure(short numero) => Mesures[numero];

    /// <summary>The number of a measure type; null when there is none of that name.</summary>
    public static short? Mesure(string nom) => Mesures.ToList().IndexOf(nom) is >= 0 and var i ? (short)i : null;

    /// <summary>The name of a type of row of one nature; empty where a nature has a single type, or where it is not told.</summary>
    public static string Type(Nature nature, short type) => type < 0 ? "" : nature switch
    {
        Nature.DelaiDemarrage or Nature.DelaiDuree or Nature.AttenteMesure or Nature.Mesure => Mesure(type),
        Nature.Rsa or Nature.DelaiOrientation => Code((Composante)type),
        Nature.DelaiContrat or Nature.Orientation or Nature.OrientationPrononcee or Nature.Reorientation => Code((Parcours)type),
        Nature.Contrat or Nature.ContratSigne or Nature.ObjectifDeContrat => Code((TypeContrat)type),
        Nature.AideAccordee or Nature.DelaiDecisionAide or Nature.DelaiVersementAide => Aide(type),
        Nature.DroitAutonomie or Nature.FenetreDecision => Code((Droit)type),
        Nature.DecisionAutonomie => Decision(type),
        Nature.DelaiStade or Nature.StadeExpulsion => type == 0 ? "ouverture" : Code((StadeExpulsion)(type - 1)),
        Nature.DiagnosticSocialFinancier => Code((ResultatDsf)type),
        Nature.Sortie => Code((SituationSortie)type),
        Nature.Sanction or Nature.SanctionDecidee => Code((NatureSanction)type),
        Nature.MembreDeFoyer => Code((RoleFoyer)type),
        Nature.ChangementReferent or Nature.Referent => Role(type),
        Nature.ChangementLieu or Nature.Accueil => Code((Modalite)type),
        Nature.Capacite or Nature.PlacesBloquees => Usage(type),
        Nature.RendezVousPrevu or Nature.DelaiRendezVous => Code((LieuRendezVous)type),
        Nature.IssueRendezVous => Code((IssueRendezVous)type),
        Nature.Visite => Code((ResultatVisite)type),
        Nature.Contact => Code((ModeContact)type),
        Nature.Echeance => EcheancesDeService.Nommer(type),
        Nature.AttenteAccueil or Nature.DelaiAccueil or Nature.EvaluationIpConfiee or Nature.DelaiIp or Nature.ConsultationInfantile or Nature.BilanQuatreAns
            or Nature.Soumis or Nature.Silence or Nature.Affectation or Nature.ServiceAgent or Nature.Absence or Nature.Depart
            or Nature.EquipeSaisie or Nature.AvisEquipe or Nature.ActionInsertion or Nature.Site => "",
        _ => throw new ArgumentOutOfRangeException(nameof(nature)),
    };

    /// <summary>The fund, and the part of it: <see cref="ReglesActes.TypeAide"/> the other way round.</summary>
    private static string Aide(short type)
    {
        var fonds = ((Fonds)(type / 16)).ToString();
        return type % 16 == 15 ? fonds : $"{fonds} {(Volet)(type % 16)}";
    }

    private static string Decision(short type)
    {
        var droit = Code((Droit)(type / 2));
        return type == ReglesActes.TypeDecision((Droit)(type / 2), accord: true) ? $"{droit} accord" : $"{droit} rejet";
    }

    private static string Usage(short type) =>
        type >= ReglesStructure.PremiereMesure ? Mesure((short)(type - ReglesStructure.PremiereMesure)) : Code((Modalite)type);

    private static string Code<T>(T valeur)
        where T : struct, Enum => Code(valeur.ToString());

    private static string Code(string nom) => nom.Any(char.IsLower) ? JsonNamingPolicy.CamelCase.ConvertName(nom) : nom;
}
