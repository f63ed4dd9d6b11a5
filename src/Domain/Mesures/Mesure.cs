using System.Collections.Immutable;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Referentiels;

namespace Accompagnement.Domain.Mesures;

public enum EtapeMesure
{
    Proposee,
    Decidee,
    Demarree,
    Suspendue,
    Terminee,
    Convertie,
    Abandonnee,
}

/// <summary>Where a measure stands.</summary>
public sealed record Mesure(TypeMesure Type, EtapeMesure Etape)
{
    public DateOnly? DecideeLe { get; init; }

    public DateOnly? DemarreeLe { get; init; }

    public DateOnly? FinieLe { get; init; }

    public DateOnly? Echeance { get; init; }

    public bool EstFinie => Etape is EtapeMesure.Terminee or EtapeMesure.Convertie or EtapeMesure.Abandonnee;

    public static ImmutableDictionary<Guid, Mesure> Evolve(ImmutableDictionary<Guid, Mesure> mesures, IEvenementMesure evenement, DateOnly jour)
    {
        var mesure = mesures.GetValueOrDefault(evenement.MesureId);
        var suivante = evenement switch
        {
            MesureProposee e => new Mesure(e.Type, EtapeMesure.Proposee),
            MesureDecidee e => new Mesure(e.Type, EtapeMesure.Decidee) { DecideeLe = jour, Echeance = e.Echeance },
            _ when mesure is null => null,
            MesureDemarree => mesure with { Etape = EtapeMesure.Demarree, DemarreeLe = jour },
            MesureSuspendue => mesure with { Etape = EtapeMesure.Suspendue },
            MesureReprise => mesure with { Etape = EtapeMesure.Demarree },
            MesureRenouvelee e => mesure with { Echeance = e.Echeance },
            MesureTerminee => mesure with { Etape = EtapeMesure.Terminee, FinieLe = jour },
            MesureConvertie => mesure with { Etape = EtapeMesure.Convertie, FinieLe = jour },
            MesureAbandonnee => mesure with { Etape = EtapeMesure.Abandonnee, FinieLe = jour },
            _ => mesure,
        };
        return suivante is null || ReferenceEquals(suivante, mesure) ? mesures : mesures.SetItem(evenement.MesureId, suivante);
    }

    /// <summary>Judges a fact about a measure against what is known of it.</summary>
    public static Refus? Garder(ImmutableDictionary<Guid, Mesure> mesures, int? age, IEvenementMesure evenement, Examen examen)
    {
        var mesure = mesures.GetValueOrDefault(evenement.MesureId);
        if (evenement is MesureDecidee decidee && Limites.EstAuDela(decidee.Type, examen.Jour, decidee.Echeance))
        {
            examen.Signaler("duree-au-dela-du-texte");
        }

        return Enchainement(mesure, evenement, examen) ?? evenement switch
        {
            MesureProposee e => Age(e.Type, age, examen),
            MesureDecidee e => Age(e.Type, age, examen) ?? Thematiques(e)
                ?? Duree(mesures, evenement.MesureId, e.Type, examen.Jour, e.Echeance, examen),
            MesureRenouvelee e => Duree(mesures, evenement.MesureId, mesure!.Type, mesure.DemarreeLe ?? mesure.DecideeLe ?? examen.Jour, e.Echeance, examen),
            MesureDemarree => Duree(mesures, evenement.MesureId, mesure!.Type, examen.Jour, mesure.Echeance ?? examen.Jour, examen),
            MesureConvertie e when e.Vers == e.MesureId => new("conversion-en-elle-meme", "Une mesure ne se convertit pas en elle-même.", e.Vers.ToString(), "data.vers"),
            _ => null,
        };
    }

    private static Refus? Enchainement(Mesure? mesure, IEvenementMesure evenement, Examen examen)
    {
        if (mesure is null)
        {
            return evenement is MesureProposee or MesureDecidee
                ? null
                : Refuser("mesure-non-ouverte", "La mesure n'est ni proposée ni décidée dans ce dossier.");
        }

        if (mesure.EstFinie)
        {
            // A step that happened before the end and is recorded late is still true; a second end is not.
            if (evenement is MesureTerminee or MesureAbandonnee or MesureConvertie)
            {
                return Refuser("mesure-deja-terminee", $"La mesure a déjà pris fin le {mesure.FinieLe:dd/MM/yyyy}. Pour changer cette fin, rectifiez-la.");
            }

            if (evenement is MesureProposee or MesureDecidee or MesureDemarree or MesureReprise || examen.Jour > mesure.FinieLe)
            {
                return Refuser("mesure-deja-terminee", $"La mesure a pris fin le {mesure.FinieLe:dd/MM/yyyy} : une nouvelle mesure est à décider.");
            }

            examen.Signaler("etape-saisie-apres-la-fin");
            return null;
        }

        switch (evenement)
        {
            case MesureProposee:
            case MesureDecidee when mesure.Etape != EtapeMesure.Proposee:
                return Refuser("mesure-deja-ouverte", "La mesure est déjà ouverte sous cet identifiant. Pour la modifier, rectifiez le fait ; sinon, prenez un autre identifiant.");
            case MesureDecidee e when e.Type != mesure.Type:
                examen.Signaler("type-different-de-la-proposition");
                return null;
            case MesureDemarree when mesure.Etape == EtapeMesure.Proposee:
                return Refuser("mesure-non-decidee", "La mesure est proposée mais pas décidée : enregistrez d'abord la décision.");
            case MesureDemarree when mesure.Etape != EtapeMesure.Decidee:
                return Refuser("mesure-deja-demarree", $"La mesure a déjà démarré le {mesure.DemarreeLe:dd/MM/yyyy}.");
            case MesureDemarree when examen.Jour < mesure.DecideeLe:
                examen.Signaler("demarrage-avant-decision");
                return null;
            case MesureTerminee when mesure.DemarreeLe is null:
                return Refuser("mesure-non-demarree", "La mesure n'a pas démarré : elle ne se termine pas, elle s'abandonne (MesureAbandonnee).");
            case MesureTerminee when examen.Jour < mesure.DemarreeLe:
                return Refuser("fin-avant-debut", $"La mesure a démarré le {mesure.DemarreeLe:dd/MM/yyyy} : elle ne peut pas avoir pris fin avant.");
            case MesureAbandonnee when mesure.DemarreeLe is not null:
                return Refuser("mesure-deja-demarree", $"La mesure a démarré le {mesure.DemarreeLe:dd/MM/yyyy} : elle ne s'abandonne pas, elle se termine (MesureTerminee).");
            case MesureSuspendue when mesure.Etape != EtapeMesure.Demarree:
            case MesureReprise when mesure.Etape != EtapeMesure.Suspendue:
            case SubstitutionMiseEnPlace when mesure.DemarreeLe is not null:
                examen.Signaler("etape-inhabituelle");
                return null;
            default:
                return null;
        }

        Refus Refuser(string regle, string detail) => new(regle, detail, evenement.MesureId.ToString(), "data.mesureId");
    }

    private static Refus? Age(TypeMesure type, int? age, Examen examen)
    {
        if (Limites.Age(type, examen.Jour) is not { } limite || age is not { } ans)
        {
            return null;
        }

        return ans < limite.Minimum || ans > limite.Maximum
            ? new("age-hors-limites", $"{type} : de {limite.Minimum} à {limite.Maximum} ans ({limite.Source}).", $"{ans} ans", "data.type")
            : null;
    }

    private static Refus? Thematiques(MesureDecidee mesure) =>
        mesure.Type == TypeMesure.ASAP_MONO && mesure.Thematiques is { Count: > Limites.ThematiquesAsapMono } themes
            ? new("thematiques-asap-mono", $"Un ASAP mono-intervenant a {Limites.ThematiquesAsapMono} thématiques au plus : au-delà, c'est un ASAP_MULTI.", $"{themes.Count} thématiques", "data.thematiques")
            : null;

    /// <summary>Refuses a decision, a start or a renewal that would carry a limited family of measures beyond its longest.</summary>
    private static Refus? Duree(
        ImmutableDictionary<Guid, Mesure> mesures, Guid mesureId, TypeMesure type, DateOnly debut, DateOnly? echeance, Examen examen)
    {
        if (Limites.Duree(type, examen.Jour) is not { } limite || echeance is not { } fin)
        {
            return null;
        }

        var jours = Math.Max(0, fin.DayNumber - debut.DayNumber);
        foreach (var (id, autre) in mesures)
        {
            if (id != mesureId && limite.Types.Contains(autre.Type) && autre.DemarreeLe is { } du)
            {
                jours += Math.Max(0, (autre.FinieLe ?? examen.Jour).DayNumber - du.DayNumber);
            }
        }

        var maximum = debut.AddMonths(limite.Mois).DayNumber - debut.DayNumber;
        return jours > maximum
            ? new("duree-maximale", $"{string.Join(" et ", limite.Types)} : {limite.Mois / 12} ans au plus en tout ({limite.Source}).", $"{jours} jours", "data.echeance")
            : null;
    }
}
