using Accompagnement.Domain.Agents;
using Accompagnement.Domain.Aides;
using Accompagnement.Domain.Autonomie;
using Accompagnement.Domain.Enfance;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Mesures;
using Accompagnement.Domain.Rsa;

namespace Accompagnement.Projections.Faits;

/// <summary>The kinds of things whose facts are made together, from the events about them alone.</summary>
public enum Genre : byte
{
    Mesure,
    Aide,
    Contrat,
    Accueil,
    DroitRsa,
    DroitAutonomie,
    Structure,
    Acte,
}

/// <summary>One thing that events are about.</summary>
public readonly record struct CleObjet(Genre Genre, Guid Id)
{
    /// <summary>What an event is about, as far as facts are made from it.</summary>
    public static CleObjet? De(Fait fait) => fait.Evenement switch
    {
        IEvenementMesure e => new(Genre.Mesure, e.MesureId),
        IEvenementAide e => new(Genre.Aide, e.DemandeId),
        IEvenementContrat e => new(Genre.Contrat, e.ContratId),
        IEvenementAccueil e => new(Genre.Accueil, e.AccueilId),
        IEvenementDroitRsa e => new(Genre.DroitRsa, e.FoyerId),
        DroitAutonomieOuvert e => new(Genre.DroitAutonomie, DuDroit(e.Droit)),
        DroitAutonomieFerme e => new(Genre.DroitAutonomie, DuDroit(e.Droit)),
        StructureEnregistree or CapaciteFixee or StructureFermee => new(Genre.Structure, fait.Sujet.Flux),
        ConsultationInfantile or BilanQuatreAns or EvaluationIpConfiee or DecisionAutonomie => new(Genre.Acte, fait.Id),
        _ => null,
    };

    private static Guid DuDroit(Droit droit) => new((int)droit, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
}
