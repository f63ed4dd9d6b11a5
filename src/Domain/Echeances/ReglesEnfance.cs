using Accompagnement.Domain.Enfance;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;
using Accompagnement.Domain.Referentiels;

namespace Accompagnement.Domain.Echeances;

/// <summary>The deadlines of child protection.</summary>
internal sealed class ReglesEnfance(Armement armement)
{
    private const int Majorite = 18;

    private readonly Dictionary<Guid, DateOnly> ipRecues = [];
    private readonly Dictionary<Guid, NatureAccueil> natures = [];
    private readonly HashSet<Guid> accueils = [];
    private Mois? naissance;
    private bool entretien17Fait;
    private bool projetSigne;

    /// <summary>Whether the child is in care.</summary>
    public bool Accueilli => accueils.Count > 0;

    public void Appliquer(Fait fait, DateOnly jour)
    {
        switch (fait.Evenement)
        {
            case PersonneInscrite e:
                naissance ??= e.Naissance;
                break;
            case IEvenementIp e:
                Information(e, fait, jour);
                break;
            case IEvenementAccueil e:
                Accueil(e, fait, jour);
                break;
            case RapportDeSituationRendu:
                armement.Tenir(NatureEcheance.RapportDeSituation, jour);
                Rapport(fait, jour);
                break;
            case ProjetPourLEnfantSigne:
                projetSigne = true;
                armement.Tenir(NatureEcheance.ProjetPourLEnfant, jour);
                break;
            case EntretienAutonomieRealise { Type: TypeEntretienAutonomie.Prealable17ans }:
                entretien17Fait = true;
                armement.Tenir(NatureEcheance.Entretien17Ans, jour);
                break;
            case EntretienAutonomieRealise:
                armement.Tenir(NatureEcheance.EntretienSortie, jour);
                break;
            default:
                break;
        }
    }

    public void Oublier()
    {
        accueils.Clear();
        natures.Clear();
    }

    /// <summary>The three months of an evaluation run from the reception of the information, not from its assignment.</summary>
    private void Information(IEvenementIp evenement, Fait fait, DateOnly jour)
    {
        var id = evenement.IpId;
        switch (evenement)
        {
            case InformationPreoccupanteRecue:
                ipRecues[id] = jour;
                break;
            case IpQualifiee { Suite: QualificationIp.Evaluation } or EvaluationIpConfiee:
                var origine = ipRecues.GetValueOrDefault(id, jour);
                if (evenement is EvaluationIpConfiee { Echeance: { } fixee })
                {
                    armement.Lever(NatureEcheance.EvaluationIp, jour, id);
                    armement.Armer(NatureEcheance.EvaluationIp, fait, origine, fixee, "Date portée par le fait", id);
                }
                else if (!armement.EstOuverte(NatureEcheance.EvaluationIp, id))
                {
                    armement.Armer(NatureEcheance.EvaluationIp, fait, origine, id);
                }

                break;
            case EvaluationIpRendue:
                armement.Tenir(NatureEcheance.EvaluationIp, jour, id);
                break;
            case SuiteIpDecidee or IpQualifiee:
                armement.Lever(NatureEcheance.EvaluationIp, jour, id);
                break;
            default:
                break;
        }
    }

    private void Accueil(IEvenementAccueil evenement, Fait fait, DateOnly jour)
    {
        var id = evenement.AccueilId;
        switch (evenement)
        {
            case AccueilDecide e:
                natures[id] = e.Nature;
                if (!EstUrgent(e.Nature))
                {
                    armement.Tous(NatureEcheance.AccueilUrgence, objet => armement.Tenir(NatureEcheance.AccueilUrgence, jour, objet));
                }

                if (e.Echeance is { } echeance)
                {
                    armement.Tous(NatureEcheance.EcheanceMesure, objet => Relayer(objet, jour));
                    armement.Armer(NatureEcheance.EcheanceMesure, fait, jour, echeance, "Date portée par le fait", id);
                }

                break;
            case AccueilDemarre:
                Commencer(id, fait, jour);
                break;
            case AccueilTermine:
                armement.Tenir(NatureEcheance.AccueilUrgence, jour, id);
                armement.Tenir(NatureEcheance.EcheanceMesure, jour, id);
                Finir(id, fait, jour);
                break;
            case AccueilNonExecute:
                armement.Lever(NatureEcheance.EcheanceMesure, jour, id);
                break;
            default:
                break;
        }
    }

    /// <summary>A new decision about an accueil answers the term of the one in progress.</summary>
    private void Relayer(Guid? objet, DateOnly jour)
    {
        if (objet is { } id && accueils.Contains(id))
        {
            armement.Tenir(NatureEcheance.EcheanceMesure, jour, id);
        }
    }

    private void Commencer(Guid id, Fait fait, DateOnly jour)
    {
        accueils.Add(id);
        if (natures.TryGetValue(id, out var nature) && EstUrgent(nature))
        {
            armement.Armer(NatureEcheance.AccueilUrgence, fait, jour, id, nature == NatureAccueil.Recueil72h ? Delais.Recueil : null);
        }

        if (!armement.EstOuverte(NatureEcheance.RapportDeSituation))
        {
            Rapport(fait, jour);
        }

        if (!projetSigne && !armement.EstOuverte(NatureEcheance.ProjetPourLEnfant))
        {
            armement.Armer(NatureEcheance.ProjetPourLEnfant, fait, jour);
        }

        if (!entretien17Fait && naissance is { } ne && ne.AgeLe(jour) < Majorite && armement.Delai(NatureEcheance.Entretien17Ans, jour) is { } delai
            && !armement.EstOuverte(NatureEcheance.Entretien17Ans))
        {
            // One who comes in after seventeen is seen as soon as possible.
            var due = delai.Terme(new DateOnly(ne.Annee, ne.Numero, 1));
            armement.Armer(NatureEcheance.Entretien17Ans, fait, jour, due < jour ? jour : due, delai.Source);
        }
    }

    private void Finir(Guid id, Fait fait, DateOnly jour)
    {
        if (!accueils.Remove(id) || accueils.Count > 0)
        {
            return;
        }

        armement.Lever(NatureEcheance.RapportDeSituation, jour);
        armement.Lever(NatureEcheance.ProjetPourLEnfant, jour);
        armement.Lever(NatureEcheance.Entretien17Ans, jour);
        projetSigne = false;
        if (naissance?.AgeLe(jour) >= Majorite)
        {
            armement.Armer(NatureEcheance.EntretienSortie, fait, jour);
        }
    }

    private void Rapport(Fait fait, DateOnly jour)
    {
        if (Accueilli)
        {
            armement.Armer(NatureEcheance.RapportDeSituation, fait, jour, variante: naissance?.AgeLe(jour) < 3 ? Delais.MoinsDeTroisAns : null);
        }
    }

    private static bool EstUrgent(NatureAccueil nature) => nature is NatureAccueil.Urgence or NatureAccueil.Recueil72h;
}
