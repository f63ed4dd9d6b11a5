using Accompagnement.Domain.Faits;

namespace Accompagnement.Domain.Rsa;

/// <summary>The équipe pluridisciplinaire seized about a person, and its last opinion.</summary>
public readonly record struct EquipePluridisciplinaire(DateOnly? SaisieLe, DateOnly? AvisLe)
{
    public static EquipePluridisciplinaire Evolve(EquipePluridisciplinaire actuelle, IEvenement evenement, DateOnly jour) => evenement switch
    {
        EquipePluridisciplinaireSaisie => actuelle with { SaisieLe = jour },
        AvisEquipeRendu => new(null, jour),
        _ => actuelle,
    };
}

/// <summary>A sanction in force. A sanction that was decided after an opinion uses that opinion up.</summary>
public sealed record Sanction(NatureSanction Nature, DateOnly Le, int? DureeMois)
{
    public DateOnly? Fin => DureeMois is { } mois ? Le.AddMonths(Math.Min(mois, 1200)) : null;

    /// <summary>What a sanction or its lifting presupposes and is not known.</summary>
    public static Refus? Manquant(Sanction? actuelle, EquipePluridisciplinaire equipe, IEvenement evenement) => evenement switch
    {
        SanctionLevee when actuelle is null =>
            new("sanction-non-decidee", "Aucune sanction n'est en cours : il n'y a rien à lever."),
        SanctionDecidee { Nature: NatureSanction.Suppression or NatureSanction.Radiation } when equipe.AvisLe is null =>
            new("sanction-sans-avis-equipe", "Une suppression ne se décide qu'après l'avis de l'équipe pluridisciplinaire (CASF L.262-39) : saisissez-la, puis enregistrez son avis. Une suspension reste possible.", null, "data.nature"),
        AvisEquipeRendu when equipe.SaisieLe is null =>
            new("equipe-non-saisie", "L'équipe pluridisciplinaire n'est pas saisie : saisissez-la d'abord."),
        _ => null,
    };
}
