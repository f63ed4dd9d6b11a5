using Accompagnement.Domain.Accueil;
using Accompagnement.Domain.Aides;
using Accompagnement.Domain.Diagnostic;
using Accompagnement.Domain.Enfance;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Logement;
using Accompagnement.Domain.Mesures;
using Accompagnement.Domain.Personnes;
using Accompagnement.Domain.Rsa;

namespace Accompagnement.Domain.Dossiers;

/// <summary>Lists what is in progress, from the state of a file and the days of its facts.</summary>
internal sealed class Inventaire
{
    private readonly Dictionary<Guid, DateOnly> premiers = [];
    private readonly Dictionary<Guid, DateOnly> completes = [];
    private readonly Dictionary<Guid, string> structures = [];
    private readonly Dictionary<Guid, DateOnly?> echeances = [];

    /// <param name="effectifs">The facts of the file and of those it absorbed.</param>
    public Inventaire(IEnumerable<Fait> effectifs)
    {
        foreach (var fait in effectifs)
        {
            Noter(fait);
        }
    }

    public IEnumerable<EnCours> Lister(Trajectoire etat, DateOnly au) =>
    [
        .. from d in etat.Suivi.DroitsRsa where d.Value.Etape != EtapeDroit.Ferme
           select new EnCours(NatureEnCours.DroitRsa, $"{d.Key}", Code(d.Value.Composante), Code(d.Value.Etape), d.Value.OuvertLe),
        .. from c in etat.Contrats where c.Value.Etape == EtapeContrat.Signe && !(c.Value.Fin < au)
           select new EnCours(NatureEnCours.Contrat, $"{c.Key}", c.Value.Type is { } t ? Code(t) : "", Code(c.Value.Etape), Depuis(c.Key, au), Echeance: c.Value.Fin),
        .. from a in etat.Suivi.Actions where a.Value.Etape != EtapeAction.Terminee
           select new EnCours(
               NatureEnCours.Action, a.Key, a.Value.Dispositif?.Code ?? "", Code(a.Value.Etape), a.Value.Depuis,
               a.Value.Etape == EtapeAction.Prescrite ? a.Value.Depuis : null, Structure: a.Value.Operateur),
        .. from a in etat.Aides where !a.Value.EstDecidee && a.Value.Etape != EtapeAide.Retiree
           select new EnCours(
               NatureEnCours.Aide, $"{a.Key}", a.Value.Volet is { } v ? $"{a.Value.Fonds} {v}" : $"{a.Value.Fonds}", Code(a.Value.Etape), Depuis(a.Key, au),
               completes.TryGetValue(a.Key, out var complete) ? complete : null),
        .. from m in etat.Mesures where !m.Value.EstFinie
           select new EnCours(
               NatureEnCours.Mesure, $"{m.Key}", $"{m.Value.Type}", Code(m.Value.Etape), m.Value.DemarreeLe ?? Depuis(m.Key, au),
               m.Value.Etape == EtapeMesure.Decidee ? m.Value.DecideeLe : null, m.Value.Echeance, structures.GetValueOrDefault(m.Key)),
        .. from a in etat.Accueils where a.Value.FiniLe is null
           select new EnCours(
               NatureEnCours.Accueil, $"{a.Key}", Code(a.Value.Nature), Code(a.Value.Etape), a.Value.DemarreLe ?? Depuis(a.Key, au),
               a.Value.DemarreLe is null ? Depuis(a.Key, au) : null, echeances.GetValueOrDefault(a.Key), structures.GetValueOrDefault(a.Key)),
        .. from i in etat.Suivi.Ips where i.Value.Etape != EtapeIp.Conclue
           select new EnCours(
               NatureEnCours.InformationPreoccupante, $"{i.Key}", "", Code(i.Value.Etape), i.Value.RecueLe,
               i.Value.Etape is EtapeIp.Qualifiee or EtapeIp.EnEvaluation ? i.Value.RecueLe : null, echeances.GetValueOrDefault(i.Key)),
        .. from p in etat.Suivi.Expulsions where p.Value.Stade != StadeExpulsion.Cloture
           select new EnCours(NatureEnCours.Expulsion, $"{p.Key}", p.Value.Parc is { } parc ? Code(parc) : "", p.Value.Stade is { } s ? Code(s) : "ouverte", Depuis(p.Key, au)),
        .. from s in etat.Suivi.Saisines where s.Value.Issue is null
           select new EnCours(NatureEnCours.SaisineLogement, $"{s.Key}", "", "ouverte", s.Value.Depuis, s.Value.Depuis),
        .. from d in etat.Suivi.DroitsAutonomie select new EnCours(NatureEnCours.DroitAutonomie, $"{d.Key}", $"{d.Key}", "ouvert", d.Value),
        .. from d in etat.Diagnostics where d.Value.CompleteLe is null
           select new EnCours(NatureEnCours.Diagnostic, $"{d.Key}", "", $"{d.Value.Themes.Count}/6", Depuis(d.Key, au)),
        .. from r in etat.RendezVous where r.Value.Etape == EtapeRendezVous.Fixe
           select new EnCours(
               NatureEnCours.RendezVous, $"{r.Key}", "", Code(r.Value.Etape), Depuis(r.Key, au),
               Echeance: r.Value.PrevuLe is { } le ? Calendrier.Jour(le) : null),
    ];

    private void Noter(Fait fait)
    {
        Guid? objet = fait.Evenement switch
        {
            IEvenementMesure e => e.MesureId,
            IEvenementAide e => e.DemandeId,
            IEvenementContrat e => e.ContratId,
            IEvenementAccueil e => e.AccueilId,
            IEvenementIp e => e.IpId,
            IEvenementExpulsion e => e.ProcedureId,
            IEvenementDiagnostic e => e.DiagnosticId,
            IEvenementRendezVous e => e.RendezVousId,
            _ => null,
        };
        if (objet is not { } id)
        {
            return;
        }

        var jour = fait.Jour;
        if (!premiers.TryGetValue(id, out var premier) || jour < premier)
        {
            premiers[id] = jour;
        }

        switch (fait.Evenement)
        {
            case DossierComplet:
                completes[id] = jour;
                break;
            case PiecesDemandees:
                completes.Remove(id);
                break;
            case MesureAttribuee e:
                structures[id] = e.Structure;
                break;
            case AccueilDemarre { Structure: { } structure }:
                structures[id] = structure;
                break;
            case LieuAccueilChange e:
                structures[id] = e.Structure ?? "";
                break;
            case AccueilDecide e:
                echeances[id] = e.Echeance;
                break;
            case EvaluationIpConfiee e:
                echeances[id] = e.Echeance;
                break;
            default:
                break;
        }
    }

    private DateOnly Depuis(Guid id, DateOnly au) => premiers.GetValueOrDefault(id, au);

    private static string Code(Enum valeur) => CodesEnJson.Instance.ConvertName(valeur.ToString());
}
