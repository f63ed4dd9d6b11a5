using System.Collections.Immutable;
using Accompagnement.Domain.Accueil;
using Accompagnement.Domain.Aides;
using Accompagnement.Domain.Diagnostic;
using Accompagnement.Domain.Enfance;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Mesures;
using Accompagnement.Domain.Rsa;

namespace Accompagnement.Domain.Personnes;

/// <summary>
/// What must be known of a person's stream to judge the next fact: a pure fold of the facts before it. It holds no identity.
/// </summary>
public sealed record Trajectoire
{
    public static Trajectoire Vide { get; } = new();

    public bool Inscrite { get; init; }

    public Mois? Naissance { get; init; }

    public DateOnly? DecesLe { get; init; }

    public bool Close { get; init; }

    /// <summary>The other files of the same person that this one has absorbed.</summary>
    public ImmutableHashSet<Guid> Absorbes { get; init; } = [];

    public ImmutableDictionary<Guid, Mesure> Mesures { get; init; } = ImmutableDictionary<Guid, Mesure>.Empty;

    public ImmutableDictionary<Guid, Aide> Aides { get; init; } = ImmutableDictionary<Guid, Aide>.Empty;

    public ImmutableDictionary<Guid, Contrat> Contrats { get; init; } = ImmutableDictionary<Guid, Contrat>.Empty;

    public ImmutableDictionary<Guid, AccueilEnfant> Accueils { get; init; } = ImmutableDictionary<Guid, AccueilEnfant>.Empty;

    public ImmutableDictionary<Guid, RendezVous> RendezVous { get; init; } = ImmutableDictionary<Guid, RendezVous>.Empty;

    public ImmutableDictionary<Guid, Diagnostic360> Diagnostics { get; init; } = ImmutableDictionary<Guid, Diagnostic360>.Empty;

    /// <summary>What is in progress besides: référents, orientation, rights, procedures.</summary>
    public Suivi Suivi { get; init; } = Suivi.Vide;

    /// <summary>The age in completed years on a day, or null while the birth month is not known.</summary>
    public int? AgeLe(DateOnly jour) => Naissance?.AgeLe(jour);

    /// <summary>Folds one effective fact. Never throws: what does not fit is passed over, guards have judged it before.</summary>
    /// <param name="etat">What was known before.</param>
    /// <param name="fait">The fact; corrections are applied beforehand (<see cref="Histoire.Effective"/>).</param>
    /// <param name="absorbes">Gives the state of a file that this one absorbs.</param>
    public static Trajectoire Evolve(Trajectoire etat, Fait fait, Func<Guid, Trajectoire> absorbes) => fait.Evenement switch
    {
        IEvenementMesure e => etat with { Mesures = Mesure.Evolve(etat.Mesures, e, fait.Jour) },
        IEvenementAide e => etat with { Aides = Aide.Evolve(etat.Aides, e) },
        IEvenementContrat e => etat with { Contrats = Contrat.Evolve(etat.Contrats, e) },
        IEvenementAccueil e => etat with { Accueils = AccueilEnfant.Evolve(etat.Accueils, e, fait.Jour) },
        IEvenementRendezVous e => etat with { RendezVous = Accueil.RendezVous.Evolve(etat.RendezVous, e) },
        IEvenementDiagnostic e => etat with { Diagnostics = Diagnostic360.Evolve(etat.Diagnostics, e, fait.Jour) },
        PersonneInscrite e => etat with { Inscrite = true, Naissance = etat.Naissance ?? e.Naissance },
        PersonneDecedee => etat with { DecesLe = fait.Jour },
        DossierClos => etat with { Close = true },
        DossierRouvert => etat with { Close = false },
        DossiersFusionnes e => Absorber(etat, e.Absorbe, absorbes(e.Absorbe)),
        DossiersSepares e => etat with { Absorbes = etat.Absorbes.Remove(e.Absorbe) },
        _ => Suivre(etat, fait),
    };

    private static Trajectoire Suivre(Trajectoire etat, Fait fait)
    {
        var suivi = Suivi.Evolve(etat.Suivi, fait);
        return ReferenceEquals(suivi, etat.Suivi) ? etat : etat with { Suivi = suivi };
    }

    private static Trajectoire Absorber(Trajectoire etat, Guid personne, Trajectoire absorbe) => etat with
    {
        Absorbes = etat.Absorbes.Add(personne),
        DecesLe = etat.DecesLe ?? absorbe.DecesLe,
        Mesures = absorbe.Mesures.SetItems(etat.Mesures),
        Aides = absorbe.Aides.SetItems(etat.Aides),
        Contrats = absorbe.Contrats.SetItems(etat.Contrats),
        Accueils = absorbe.Accueils.SetItems(etat.Accueils),
        RendezVous = absorbe.RendezVous.SetItems(etat.RendezVous),
        Diagnostics = absorbe.Diagnostics.SetItems(etat.Diagnostics),
        Suivi = etat.Suivi.Avec(absorbe.Suivi),
    };
}
