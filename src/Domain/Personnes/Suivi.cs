using System.Collections.Immutable;
using Accompagnement.Domain.Autonomie;
using Accompagnement.Domain.Enfance;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Logement;
using Accompagnement.Domain.Orientation;
using Accompagnement.Domain.Rsa;

namespace Accompagnement.Domain.Personnes;

/// <summary>
/// What is in progress in a file besides what its guards need: kept apart from <see cref="Trajectoire"/>, so that the commonest
/// facts copy little.
/// </summary>
public sealed record Suivi
{
    public static Suivi Vide { get; } = new();

    public OrientationEnCours? Orientation { get; init; }

    public ImmutableArray<Referent> Referents { get; init; } = [];

    public ImmutableDictionary<Guid, RoleFoyer?> Foyers { get; init; } = ImmutableDictionary<Guid, RoleFoyer?>.Empty;

    public ImmutableDictionary<Guid, DroitRsa> DroitsRsa { get; init; } = ImmutableDictionary<Guid, DroitRsa>.Empty;

    /// <summary>The rights in force, and since when.</summary>
    public ImmutableDictionary<Droit, DateOnly> DroitsAutonomie { get; init; } = ImmutableDictionary<Droit, DateOnly>.Empty;

    public ImmutableDictionary<string, ActionInsertion> Actions { get; init; } = ImmutableDictionary<string, ActionInsertion>.Empty;

    public EquipePluridisciplinaire Equipe { get; init; }

    public Sanction? Sanction { get; init; }

    public ImmutableDictionary<Guid, InformationPreoccupante> Ips { get; init; } = ImmutableDictionary<Guid, InformationPreoccupante>.Empty;

    public ImmutableDictionary<Guid, Expulsion> Expulsions { get; init; } = ImmutableDictionary<Guid, Expulsion>.Empty;

    public ImmutableDictionary<Guid, Saisine> Saisines { get; init; } = ImmutableDictionary<Guid, Saisine>.Empty;

    /// <summary>The structures the person shares her file with.</summary>
    public ImmutableDictionary<string, Partage> Partages { get; init; } = ImmutableDictionary<string, Partage>.Empty;

    public DateOnly? MisALAbriLe { get; init; }

    /// <summary>Folds one fact; gives the same object when it says nothing here. The date is computed only where it is kept.</summary>
    public static Suivi Evolve(Suivi suivi, Fait fait) => fait.Evenement switch
    {
        IEvenementDroitRsa e => suivi with { DroitsRsa = DroitRsa.Evolve(suivi.DroitsRsa, e, fait.Jour) },
        IEvenementIp e => suivi with { Ips = InformationPreoccupante.Evolve(suivi.Ips, e, fait.Jour) },
        IEvenementAction e => suivi with { Actions = ActionInsertion.Evolve(suivi.Actions, e, fait.Jour) },
        IEvenementExpulsion e => suivi with { Expulsions = Expulsion.Evolve(suivi.Expulsions, e, fait.Jour) },
        IEvenementSaisine e => suivi with { Saisines = Saisine.Evolve(suivi.Saisines, e, fait.Jour) },
        OrientationPrononcee or ReorientationPrononcee or OrientationConfirmee or OrientationContestee =>
            suivi with { Orientation = OrientationEnCours.Evolve(suivi.Orientation, fait.Evenement, fait.Jour) },
        ReferentDesigne or ReferentRemplace or ReferentDecharge => suivi with { Referents = Referent.Evolve(suivi.Referents, fait.Evenement, fait.Jour) },
        FoyerRejoint e => suivi with { Foyers = suivi.Foyers.SetItem(e.FoyerId, e.Role) },
        FoyerQuitte e => suivi with { Foyers = suivi.Foyers.Remove(e.FoyerId) },
        DroitAutonomieOuvert e => suivi with { DroitsAutonomie = suivi.DroitsAutonomie.SetItem(e.Droit, fait.Jour) },
        DroitAutonomieFerme e => suivi with { DroitsAutonomie = suivi.DroitsAutonomie.Remove(e.Droit) },
        EquipePluridisciplinaireSaisie or AvisEquipeRendu => suivi with { Equipe = EquipePluridisciplinaire.Evolve(suivi.Equipe, fait.Evenement, fait.Jour) },
        SanctionDecidee e => suivi with { Sanction = new(e.Nature, fait.Jour, e.DureeMois), Equipe = default },
        SanctionLevee => suivi with { Sanction = null },
        PartageAccorde e => suivi with { Partages = suivi.Partages.SetItem(e.Structure, new(e.Niveau, fait.Jour, e.Jusquau)) },
        PartageRetire e => suivi with { Partages = suivi.Partages.Remove(e.Structure) },
        MiseALAbriDemarree => suivi with { MisALAbriLe = fait.Jour },
        MiseALAbriTerminee => suivi with { MisALAbriLe = null },
        _ => suivi,
    };

    /// <summary>What two files of the same person say together; this one's word wins.</summary>
    public Suivi Avec(Suivi absorbe) => this with
    {
        Orientation = Orientation is { } mienne && !(absorbe.Orientation?.Le > mienne.Le) ? mienne : absorbe.Orientation,
        Referents = [.. Referents.Union(absorbe.Referents)],
        Foyers = absorbe.Foyers.SetItems(Foyers),
        DroitsRsa = absorbe.DroitsRsa.SetItems(DroitsRsa),
        DroitsAutonomie = absorbe.DroitsAutonomie.SetItems(DroitsAutonomie),
        Actions = absorbe.Actions.SetItems(Actions),
        Equipe = Equipe == default ? absorbe.Equipe : Equipe,
        Sanction = Sanction ?? absorbe.Sanction,
        Ips = absorbe.Ips.SetItems(Ips),
        Expulsions = absorbe.Expulsions.SetItems(Expulsions),
        Saisines = absorbe.Saisines.SetItems(Saisines),
        Partages = absorbe.Partages.SetItems(Partages),
        MisALAbriLe = MisALAbriLe ?? absorbe.MisALAbriLe,
    };
}

/// <summary>An agreement to share a file with a structure.</summary>
public sealed record Partage(NiveauPartage Niveau, DateOnly Le, DateOnly? Jusquau);
