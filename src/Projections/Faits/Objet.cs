using Accompagnement.Domain.Accueil;
using Accompagnement.Domain.Agents;
using Accompagnement.Domain.Aides;
using Accompagnement.Domain.Autonomie;
using Accompagnement.Domain.Enfance;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Logement;
using Accompagnement.Domain.Mesures;
using Accompagnement.Domain.Orientation;
using Accompagnement.Domain.Personnes;
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
    Ip,
    RendezVous,
    Expulsion,
    Agent,

    /// <summary>The insertion of a person: rights and duties, orientation, referents.</summary>
    Suivi,

    /// <summary>The days on which anything happened in a file.</summary>
    Activite,

    /// <summary>What is due in a file.</summary>
    Echeances,

    /// <summary>The sanctions of a person.</summary>
    Sanction,
    Action,

    /// <summary>A person in a household.</summary>
    Membre,
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
        IEvenementIp e => new(Genre.Ip, e.IpId),
        IEvenementRendezVous e => new(Genre.RendezVous, e.RendezVousId),
        IEvenementExpulsion e => new(Genre.Expulsion, e.ProcedureId),
        StructureEnregistree or CapaciteFixee or PlacesBloquees or StructureFermee => new(Genre.Structure, fait.Sujet.Flux),
        AgentEnregistre or AffectationModifiee or AbsenceDebutee or AbsenceTerminee or AgentParti => new(Genre.Agent, fait.Sujet.Flux),
        ReferentDesigne or ReferentRemplace or ReferentDecharge or OrientationPrononcee or ReorientationPrononcee
            or DroitsEtDevoirsModifies or DossierClos => new(Genre.Suivi, default),
        ConsultationInfantile or BilanQuatreAns or DecisionAutonomie or VisiteTentee or SortieConstatee or ContactRecu
            or EquipePluridisciplinaireSaisie or AvisEquipeRendu => new(Genre.Acte, fait.Id),
        SanctionDecidee or SanctionLevee => new(Genre.Sanction, default),
        IEvenementAction e => new(Genre.Action, DeLAction(e.ActionId)),
        FoyerRejoint e => new(Genre.Membre, e.FoyerId),
        FoyerQuitte e => new(Genre.Membre, e.FoyerId),
        _ => null,
    };

    /// <summary>The other thing that an event is about: the RSA and the contract of a person also tell of their insertion.</summary>
    public static CleObjet? Aussi(Fait fait) =>
        fait.Evenement is DroitRsaOuvert or DroitRsaFerme or ContratSigne ? new CleObjet(Genre.Suivi, default) : null;

    /// <summary>The identifier of an action, which partners name as they like.</summary>
    public static Guid DeLAction(string actionId) => Empreintes.Uuid("action", actionId);

    /// <summary>The same thing as one file tells of it, where several do.</summary>
    public CleObjet Chez(Guid personne)
    {
        Span<byte> octets = stackalloc byte[32];
        Id.TryWriteBytes(octets);
        personne.TryWriteBytes(octets[16..]);
        for (var i = 0; i < 16; i++)
        {
            octets[i] ^= octets[16 + i];
        }

        return this with { Id = new Guid(octets[..16]) };
    }

    private static Guid DuDroit(Droit droit) => new((int)droit, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
}
