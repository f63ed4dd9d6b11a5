using Accompagnement.Domain.Enfance;
using Accompagnement.Domain.Faits;
using Accompagnement.Projections.Faits;

namespace Accompagnement.Projections.Regles;

/// <summary>An information préoccupante: the act of entrusting its evaluation, and the delay until it is given back.</summary>
internal static class ReglesIp
{
    public static void Appliquer(IReadOnlyList<Fait> faits, Contexte contexte, List<Ligne> lignes)
    {
        (int Jour, string? Site)? confiee = null;
        int? rendue = null;
        foreach (var fait in faits)
        {
            var jour = fait.Jour.DayNumber;
            switch (fait.Evenement)
            {
                case EvaluationIpConfiee e:
                    lignes.Add(contexte.ActeDe(Nature.EvaluationIpConfiee, 0, fait, e.IpId, structure: e.Site));
                    confiee = confiee is { } c && c.Jour <= jour ? (c.Jour, e.Site ?? c.Site) : (jour, e.Site);
                    break;
                case EvaluationIpRendue:
                    rendue = Math.Min(rendue ?? jour, jour);
                    break;
                default:
                    break;
            }
        }

        if (confiee is { } ouverte)
        {
            var ip = ((IEvenementIp)faits[0].Evenement).IpId;
            contexte.Delai(
                lignes,
                new(Nature.DelaiIp, 0, ouverte.Jour, 0, default, ip, null, 0, null, 0, Structure: ouverte.Site),
                rendue is { } fin ? (fin, Issue.Clos) : null);
        }
    }
}
