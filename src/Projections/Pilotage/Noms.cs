using System.Text.Json;
using Accompagnement.Domain.Aides;
using Accompagnement.Domain.Enfance;
using Accompagnement.Domain.Logement;
using Accompagnement.Domain.Mesures;
using Accompagnement.Domain.Orientation;
using Accompagnement.Domain.Rsa;
using Accompagnement.Projections.Faits;

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

    /// <summary>The name of a type of row of one nature; empty where a nature has a single type.</summary>
    public static string Type(Nature nature, short type) => nature switch
    {
        Nature.DelaiDemarrage or Nature.DelaiDuree or Nature.AttenteMesure or Nature.Mesure => Mesure(type),
        Nature.DelaiOrientation => Code(((Composante)type).ToString()),
        Nature.DelaiContrat or Nature.OrientationPrononcee or Nature.Reorientation => Code(((Parcours)type).ToString()),
        Nature.DelaiDecisionAide or Nature.DelaiVersementAide => Aide(type),
        Nature.DelaiStade or Nature.StadeExpulsion => type == 0 ? "ouverture" : Code(((StadeExpulsion)(type - 1)).ToString()),
        Nature.Sortie => Code(((SituationSortie)type).ToString()),
        Nature.ChangementReferent or Nature.Referent => Role(type),
        Nature.ChangementLieu or Nature.Accueil => Code(((Modalite)type).ToString()),
        Nature.DelaiRendezVous => type < 0 ? "" : Code(((Domain.Accueil.LieuRendezVous)type).ToString()),
        Nature.Contact => Code(((Domain.Accueil.ModeContact)type).ToString()),
        _ => "",
    };

    private static string Aide(short type)
    {
        var fonds = ((Fonds)(type / 16)).ToString();
        return type % 16 == 15 ? fonds : $"{fonds} {(Volet)(type % 16)}";
    }

    private static string Code(string nom) => nom.Any(char.IsLower) ? JsonNamingPolicy.CamelCase.ConvertName(nom) : nom;
}
