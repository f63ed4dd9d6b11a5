using System.Collections.Immutable;
using Accompagnement.Domain.Faits;

namespace Accompagnement.Domain.Logement;

/// <summary>Where an eviction stands: the furthest stage, and since when.</summary>
public sealed record Expulsion(StadeExpulsion? Stade, DateOnly Depuis, Parc? Parc)
{
    public static ImmutableDictionary<Guid, Expulsion> Evolve(ImmutableDictionary<Guid, Expulsion> toutes, IEvenementExpulsion evenement, DateOnly jour)
    {
        var procedure = toutes.GetValueOrDefault(evenement.ProcedureId);
        return evenement switch
        {
            ProcedureExpulsionOuverte e => toutes.SetItem(e.ProcedureId, new(null, jour, e.Parc)),
            StadeExpulsionFranchi e when procedure?.Stade is null || e.Stade > procedure.Stade => toutes.SetItem(e.ProcedureId, new(e.Stade, jour, procedure?.Parc)),
            _ => toutes,
        };
    }

    public static Refus? Manquant(ImmutableDictionary<Guid, Expulsion> toutes, IEvenementExpulsion evenement)
    {
        var procedure = toutes.GetValueOrDefault(evenement.ProcedureId);
        return evenement switch
        {
            ProcedureExpulsionOuverte when procedure is not null => Refuser("procedure-deja-ouverte", "Une procédure porte déjà cet identifiant : faites-la avancer, ou prenez un autre identifiant."),
            ProcedureExpulsionOuverte => null,
            _ when procedure is null => Refuser("procedure-non-ouverte", "Aucune procédure d'expulsion n'est ouverte sous cet identifiant : ouvrez-la d'abord."),
            StadeExpulsionFranchi when procedure.Stade == StadeExpulsion.Cloture => Refuser("procedure-close", "La procédure est close : une nouvelle procédure est à ouvrir."),
            StadeExpulsionFranchi e when e.Stade <= procedure.Stade => Refuser("stade-deja-franchi", $"La procédure en est à « {CodesEnJson.Instance.ConvertName($"{procedure.Stade}")} » : un stade se franchit vers l'avant."),
            _ => null,
        };

        Refus Refuser(string regle, string detail) => new(regle, detail, evenement.ProcedureId.ToString(), "data.procedureId");
    }
}

/// <summary>Where the case put to the housing commission stands; once it has an outcome it is over.</summary>
public sealed record Saisine(DateOnly Depuis, IssueSaisine? Issue = null)
{
    public static ImmutableDictionary<Guid, Saisine> Evolve(ImmutableDictionary<Guid, Saisine> toutes, IEvenementSaisine evenement, DateOnly jour) => evenement switch
    {
        SaisineLogement e => toutes.SetItem(e.SaisineId, new(jour)),
        IssueLogement e when toutes.TryGetValue(e.SaisineId, out var saisine) => toutes.SetItem(e.SaisineId, saisine with { Issue = e.Issue }),
        _ => toutes,
    };

    public static Refus? Manquant(ImmutableDictionary<Guid, Saisine> toutes, IEvenementSaisine evenement)
    {
        var saisine = toutes.GetValueOrDefault(evenement.SaisineId);
        return evenement switch
        {
            SaisineLogement when saisine is not null => Refuser("saisine-deja-ouverte", "Une saisine porte déjà cet identifiant : prenez-en un autre."),
            SaisineLogement => null,
            _ when saisine is null => Refuser("saisine-non-ouverte", "La commission n'est pas saisie sous cet identifiant : saisissez-la d'abord."),
            _ when saisine.Issue is not null => Refuser("saisine-deja-close", "L'issue de cette saisine est déjà connue : rectifiez-la, ou saisissez de nouveau la commission."),
            _ => null,
        };

        Refus Refuser(string regle, string detail) => new(regle, detail, evenement.SaisineId.ToString(), "data.saisineId");
    }
}
