using Accompagnement.Domain.Aides;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Mesures;
using Accompagnement.Domain.Orientation;
using Accompagnement.Domain.Personnes;
using Accompagnement.Domain.Referentiels;
using Accompagnement.Domain.Rsa;

namespace Accompagnement.Domain.Echeances;

/// <summary>Which fact arms a deadline and which disarms it. Facts come in the order in which they happened.</summary>
internal sealed class Regles(Armement armement)
{
    private const string DateDuFait = "Date portée par le fait";

    private readonly ReglesEnfance enfance = new(armement);
    private readonly Dictionary<Guid, HashSet<string>> pieces = [];
    private readonly HashSet<Guid> contrats = [];
    private readonly HashSet<Guid> mesures = [];
    private readonly HashSet<Guid> droitsRsa = [];
    private readonly HashSet<(RoleReferent, string)> referents = [];
    private Parcours? parcours;
    private (Fait Fait, DateOnly Jour)? derniereNouvelle;

    private bool Accompagne => contrats.Count > 0 || mesures.Count > 0 || referents.Count > 0 || enfance.Accueilli;

    public void Appliquer(Fait fait, DateOnly jour)
    {
        Nouvelle(fait, jour);
        switch (fait.Evenement)
        {
            case DossierClos or PersonneDecedee:
                armement.ToutLever(jour);
                Oublier();
                break;
            case IEvenementContrat e:
                Contrat(e, fait, jour);
                break;
            case IEvenementMesure e:
                Mesure(e, fait, jour);
                break;
            case IEvenementAide e:
                Aide(e, fait, jour);
                break;
            case ReferentDesigne e:
                referents.Add((e.Role, e.Agent));
                break;
            case ReferentRemplace e:
                referents.Remove((e.Role, e.Ancien));
                referents.Add((e.Role, e.Nouveau));
                break;
            case ReferentDecharge e:
                referents.Remove((e.Role, e.Agent));
                break;
            default:
                Insertion(fait, jour);
                enfance.Appliquer(fait, jour);
                break;
        }
    }

    public IReadOnlyList<Echeance> Conclure()
    {
        if (Accompagne && derniereNouvelle is { } derniere)
        {
            armement.Armer(NatureEcheance.SansNouvelle, derniere.Fait, derniere.Jour);
        }

        return armement.Toutes;
    }

    /// <summary>A silence counts only when it was too long, or is the present one: not every event leaves a line.</summary>
    private void Nouvelle(Fait fait, DateOnly jour)
    {
        if (!Echeancier.EstNouvelle(fait.Evenement))
        {
            return;
        }

        if (Accompagne && derniereNouvelle is { } derniere
            && armement.Delai(NatureEcheance.SansNouvelle, derniere.Jour)?.Terme(derniere.Jour) < jour)
        {
            armement.Armer(NatureEcheance.SansNouvelle, derniere.Fait, derniere.Jour);
            armement.Tenir(NatureEcheance.SansNouvelle, jour);
        }

        derniereNouvelle = (fait, jour);
    }

    private void Insertion(Fait fait, DateOnly jour)
    {
        switch (fait.Evenement)
        {
            case DroitRsaOuvert e:
                droitsRsa.Add(e.FoyerId);
                if (parcours is null && !armement.EstOuverte(NatureEcheance.Orientation))
                {
                    armement.Armer(NatureEcheance.Orientation, fait, jour);
                }

                break;
            case DroitRsaFerme e:
                droitsRsa.Remove(e.FoyerId);
                if (droitsRsa.Count == 0)
                {
                    parcours = null;
                    LeverInsertion(jour);
                }

                break;
            case DroitsEtDevoirsModifies { Soumis: false }:
                LeverInsertion(jour);
                break;
            case OrientationPrononcee e:
                Orienter(e.Parcours, fait, jour);
                break;
            case ReorientationPrononcee e:
                Orienter(e.Vers, fait, jour);
                break;
            default:
                break;
        }
    }

    /// <summary>An orientation starts the delay of the contract; a new one interrupts it and starts it again (D.5411-14-2).</summary>
    private void Orienter(Parcours vers, Fait fait, DateOnly jour)
    {
        parcours = vers;
        armement.Tenir(NatureEcheance.Orientation, jour);
        armement.Lever(NatureEcheance.Contrat, jour);
        if (contrats.Count == 0)
        {
            armement.Armer(NatureEcheance.Contrat, fait, jour);
        }
    }

    private void LeverInsertion(DateOnly jour)
    {
        armement.Lever(NatureEcheance.Orientation, jour);
        armement.Lever(NatureEcheance.Contrat, jour);
        armement.Tous(NatureEcheance.Bilan, objet => armement.Lever(NatureEcheance.Bilan, jour, objet));
        armement.Tous(NatureEcheance.FinContrat, objet => armement.Lever(NatureEcheance.FinContrat, jour, objet));
    }

    private void Contrat(IEvenementContrat evenement, Fait fait, DateOnly jour)
    {
        var id = evenement.ContratId;
        switch (evenement)
        {
            case ContratSigne e:
                armement.Tenir(NatureEcheance.Contrat, jour);
                armement.Tous(NatureEcheance.FinContrat, objet => armement.Tenir(NatureEcheance.FinContrat, jour, objet));
                armement.Tous(NatureEcheance.Bilan, objet => armement.Lever(NatureEcheance.Bilan, jour, objet));
                contrats.Clear();
                contrats.Add(id);
                Suivre(e.Fin);
                break;
            case ContratRenouvele e:
                armement.Tenir(NatureEcheance.FinContrat, jour, id);
                armement.Lever(NatureEcheance.Bilan, jour, id);
                Suivre(e.Fin);
                break;
            case BilanRealise e:
                armement.Tenir(NatureEcheance.Bilan, jour, id);
                if (e.Moment == MomentBilan.Final)
                {
                    armement.Tenir(NatureEcheance.FinContrat, jour, id);
                    contrats.Remove(id);
                }

                break;
            case ContratRompu:
                armement.Lever(NatureEcheance.Bilan, jour, id);
                armement.Lever(NatureEcheance.FinContrat, jour, id);
                contrats.Remove(id);
                break;
            default:
                break;
        }

        void Suivre(DateOnly? fin)
        {
            if (fin is { } terme)
            {
                armement.Armer(NatureEcheance.FinContrat, fait, jour, terme, DateDuFait, id);
            }

            if (parcours == Parcours.Social)
            {
                armement.Armer(NatureEcheance.Bilan, fait, jour, id);
            }
        }
    }

    private void Mesure(IEvenementMesure evenement, Fait fait, DateOnly jour)
    {
        var id = evenement.MesureId;
        switch (evenement)
        {
            case MesureDecidee { Echeance: { } echeance }:
                armement.Armer(NatureEcheance.EcheanceMesure, fait, jour, echeance, DateDuFait, id);
                break;
            case MesureDemarree:
                mesures.Add(id);
                break;
            case MesureRenouvelee e:
                armement.Tenir(NatureEcheance.EcheanceMesure, jour, id);
                armement.Armer(NatureEcheance.EcheanceMesure, fait, jour, e.Echeance, DateDuFait, id);
                break;
            case MesureTerminee or MesureConvertie:
                armement.Tenir(NatureEcheance.EcheanceMesure, jour, id);
                mesures.Remove(id);
                break;
            case MesureAbandonnee:
                armement.Lever(NatureEcheance.EcheanceMesure, jour, id);
                break;
            default:
                break;
        }
    }

    private void Aide(IEvenementAide evenement, Fait fait, DateOnly jour)
    {
        var id = evenement.DemandeId;
        switch (evenement)
        {
            case PiecesDemandees e:
                // The delay of the decision stops until the file is complete (CRPA L.114-5).
                armement.Lever(NatureEcheance.DecisionAide, jour, id);
                pieces[id] = [.. (e.Pieces ?? []).Select(p => p.ToString())];
                armement.Armer(NatureEcheance.PiecesManquantes, fait, jour, id);
                break;
            case PieceRecue { Piece: { } piece } when pieces.TryGetValue(id, out var attendues):
                if (attendues.Remove(piece.ToString()) && attendues.Count == 0)
                {
                    armement.Tenir(NatureEcheance.PiecesManquantes, jour, id);
                }

                break;
            case DossierComplet:
                armement.Tenir(NatureEcheance.PiecesManquantes, jour, id);
                armement.Armer(NatureEcheance.DecisionAide, fait, jour, id);
                break;
            case AideInscrite { SeanceLe: { } seance }:
                armement.Lever(NatureEcheance.Commission, jour, id);
                armement.Armer(NatureEcheance.Commission, fait, jour, seance, DateDuFait, id);
                break;
            case AideAjournee:
                armement.Tenir(NatureEcheance.Commission, jour, id);
                break;
            case AideAccordee or AideRefusee:
                armement.Tenir(NatureEcheance.Commission, jour, id);
                armement.Tenir(NatureEcheance.DecisionAide, jour, id);
                armement.Lever(NatureEcheance.PiecesManquantes, jour, id);
                break;
            case AideRetiree:
                armement.Lever(NatureEcheance.Commission, jour, id);
                armement.Lever(NatureEcheance.DecisionAide, jour, id);
                armement.Lever(NatureEcheance.PiecesManquantes, jour, id);
                break;
            case RecoursTranche { Issue: IssueRecours.Infirme }:
                armement.Armer(NatureEcheance.DecisionAide, fait, jour, id);
                break;
            default:
                break;
        }
    }

    private void Oublier()
    {
        contrats.Clear();
        mesures.Clear();
        referents.Clear();
        droitsRsa.Clear();
        parcours = null;
        enfance.Oublier();
    }
}
