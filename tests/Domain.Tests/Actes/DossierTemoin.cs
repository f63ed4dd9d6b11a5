using Accompagnement.Domain.Accueil;
using Accompagnement.Domain.Aides;
using Accompagnement.Domain.Autonomie;
using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Diagnostic;
using Accompagnement.Domain.Enfance;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Logement;
using Accompagnement.Domain.Mesures;
using Accompagnement.Domain.Orientation;
using Accompagnement.Domain.Personnes;
using Accompagnement.Domain.Referentiels;
using Accompagnement.Domain.Rsa;

namespace Accompagnement.Domain.Tests.Actes;

/// <summary>A file where one object of every kind is at every step, so that each act has something to act on.</summary>
internal static class DossierTemoin
{
    public static readonly Sujet Sujet = Sujet.Trajectoire(new("6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a10"));
    public static readonly DateTimeOffset Maintenant = new(2025, 6, 30, 12, 0, 0, TimeSpan.Zero);
    public static readonly Guid Foyer = new("6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a20");
    public static readonly Guid FoyerSuspendu = new("6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a21");
    public static readonly Guid AutreFoyer = new("6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a22");
    public static readonly Guid Doublon = new("6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a23");
    public static readonly Guid RendezVous = new("6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a24");
    public static readonly Guid Diagnostic = new("6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a25");
    public static readonly Guid DiagnosticRempli = new("6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a26");
    public static readonly Guid Contrat = new("6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a27");
    public static readonly Guid Aide = new("6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a28");
    public static readonly Guid AideEnRecours = new("6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a29");
    public static readonly Guid MesureProposee = new("6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a2a");
    public static readonly Guid MesureDecidee = new("6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a2b");
    public static readonly Guid MesureDemarree = new("6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a2c");
    public static readonly Guid MesureSuspendue = new("6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a2d");
    public static readonly Guid IpRecue = new("6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a2e");
    public static readonly Guid IpEnEvaluation = new("6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a2f");
    public static readonly Guid IpEvaluee = new("6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a30");
    public static readonly Guid AccueilDecide = new("6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a31");
    public static readonly Guid AccueilDemarre = new("6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a32");
    public static readonly Guid Procedure = new("6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a33");
    public static readonly Guid Saisine = new("6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a34");

    public static ContexteDecision Contexte { get; } =
        new(Sujet, Maintenant, Territoires.PasDeCalais, new("0a4c3c2b-8f0e-4f5e-9d8a-6f0c6c1e1a10")) { Auteur = "AGT-0042", Site = "ARTOIS-BETHUNE" };

    public static Trajectoire Etat { get; } = Plier(Trajectoire.Vide, Passe());

    /// <summary>The state an act is shown in.</summary>
    public static Trajectoire Pour(Acte acte) => acte.Chemin switch
    {
        "" => Trajectoire.Vide,
        "reouverture" => Plier(Etat, new DossierClos()),
        "separation" => Plier(Etat, new DossiersFusionnes(Doublon)),
        _ => Etat,
    };

    public static Trajectoire Plier(Trajectoire etat, params IEnumerable<IEvenement> evenements) =>
        evenements.Aggregate(etat, (e, evenement) => Trajectoire.Evolve(e, Le(evenement, new(2025, 3, 3)), _ => Trajectoire.Vide));

    public static Fait Le(IEvenement evenement, DateOnly jour) =>
        new(Sujet, evenement, Calendrier.Minuit(jour), Calendrier.Minuit(jour), new Provenance("/test", $"{jour}-{evenement.GetHashCode()}"));

    /// <summary>What the file holds, from its first fact.</summary>
    public static IEnumerable<IEvenement> Passe() =>
    [
        new PersonneInscrite(Sexe.F, new Mois(1984, 5)),
        new FoyerRejoint(Foyer, RoleFoyer.Allocataire),
        new PartageAccorde("PLIE-ARRAS", NiveauPartage.Limite),
        new RendezVousFixe(RendezVous, PrevuLe: new(2025, 6, 30, 8, 0, 0, TimeSpan.Zero)),
        new DiagnosticOuvert(Diagnostic),
        new DiagnosticOuvert(DiagnosticRempli),
        .. Enum.GetValues<Theme>().Select(t => new ThemeRenseigne(DiagnosticRempli, t, 1)),
        new OrientationPrononcee(Parcours.Social, Dispositif.Solidarite),
        new ReferentDesigne(RoleReferent.Ase, "AGT-0007"),
        new DroitRsaOuvert(Foyer, Composante.Socle),
        new DroitRsaOuvert(FoyerSuspendu, Composante.Socle),
        new DroitRsaSuspendu(FoyerSuspendu),
        new ContratSigne(Contrat, TypeContrat.ContratEngagement, new(2025, 3, 3), new(2025, 12, 31)),
        new ActionPrescrite("ACTION-1"),
        new ActionDemarree("ACTION-2"),
        new SanctionDecidee(NatureSanction.Suspension, 30, 1),
        new EquipePluridisciplinaireSaisie(),
        new AideSollicitee(Aide, Fonds.FSL),
        new AideSollicitee(AideEnRecours, Fonds.FSL),
        new AideRefusee(AideEnRecours),
        new RecoursForme(AideEnRecours),
        new MesureProposee(MesureProposee, TypeMesure.AED_IED),
        new MesureDecidee(MesureDecidee, TypeMesure.AEMO_J),
        new MesureDecidee(MesureDemarree, TypeMesure.AEMO_J),
        new MesureDemarree(MesureDemarree),
        new MesureDecidee(MesureSuspendue, TypeMesure.TISF),
        new MesureDemarree(MesureSuspendue),
        new MesureSuspendue(MesureSuspendue),
        new InformationPreoccupanteRecue(IpRecue),
        new InformationPreoccupanteRecue(IpEnEvaluation),
        new EvaluationIpConfiee(IpEnEvaluation),
        new InformationPreoccupanteRecue(IpEvaluee),
        new EvaluationIpConfiee(IpEvaluee),
        new EvaluationIpRendue(IpEvaluee),
        new AccueilDecide(AccueilDecide, NatureAccueil.Judiciaire),
        new AccueilDecide(AccueilDemarre, NatureAccueil.Judiciaire),
        new AccueilDemarre(AccueilDemarre, Modalite.AssistantFamilial),
        new MiseALAbriDemarree(),
        new ProcedureExpulsionOuverte(Procedure),
        new StadeExpulsionFranchi(Procedure, StadeExpulsion.CommandementDePayer),
        new SaisineLogement(Saisine),
        new DroitAutonomieOuvert(Droit.PCH),
    ];
}
