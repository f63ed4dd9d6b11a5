using Accompagnement.Domain.Aides;
using Accompagnement.Domain.Autonomie;
using Accompagnement.Domain.Mesures;
using Accompagnement.Domain.Rsa;

namespace Accompagnement.Domain.Referentiels;

/// <summary>The ages, in completed years, between which an aid, a measure or a right may be decided.</summary>
/// <param name="Objet">A <see cref="Fonds"/>, a <see cref="TypeMesure"/> or a <see cref="Droit"/>.</param>
/// <param name="Minimum">The youngest age admitted.</param>
/// <param name="Maximum">The oldest age admitted.</param>
/// <param name="Source">The text that says so.</param>
/// <param name="Du">The first day it holds; null for always.</param>
/// <param name="Au">The last day it holds; null for still.</param>
public sealed record LimiteAge(Enum Objet, int Minimum, int Maximum, string Source, DateOnly? Du = null, DateOnly? Au = null);

/// <summary>The longest a family of measures may last in all.</summary>
public sealed record LimiteDuree(IReadOnlyList<TypeMesure> Types, int Mois, string Source, DateOnly? Du = null, DateOnly? Au = null);

/// <summary>The scale of a sanction. One outside it is flagged, not refused: the decision was taken, and may be contested.</summary>
public sealed record Bareme(NatureSanction Nature, decimal TauxMinimum, int MoisMinimum, int MoisMaximum, string Source, DateOnly? Du = null, DateOnly? Au = null);

/// <summary>Limits of the schemes, as dated data: a decision is judged by those of its own date.</summary>
public static class Limites
{
    private const int SansMaximum = 150;

    public static IReadOnlyList<LimiteAge> Ages { get; } =
    [
        new(Droit.APA_DOMICILE, 60, SansMaximum, "CASF L.232-1, R.232-1"),
        new(Droit.APA_ETABLISSEMENT, 60, SansMaximum, "CASF L.232-1, R.232-1"),
        new(Droit.PCH, 0, 75, "CASF D.245-3 ; contrat des événements, section 4"),
        new(Fonds.FAJ, 15, 25, "Contrat des événements, section 4 ; règlement du fonds d'aide aux jeunes"),
        new(TypeMesure.APJM, 18, 21, "CASF L.222-5 5° ; contrat des événements, section 4"),
    ];

    public static IReadOnlyList<LimiteDuree> Durees { get; } =
    [
        new([TypeMesure.MASP1, TypeMesure.MASP2], 48, "CASF L.271-2"),
    ];

    /// <summary>The longest one decision may run before it is renewed. A judge may have gone beyond: it is flagged, not refused.</summary>
    public static IReadOnlyList<LimiteDuree> ParDecision { get; } =
    [
        new([TypeMesure.AED_IED, TypeMesure.TISF], 12, "CASF L.223-5 al. 1"),
        new([TypeMesure.AEMO_J], 24, "Code civil 375 al. 3"),
        new([TypeMesure.AEMO_RENFORCEE], 12, "Code civil 375-2"),
    ];

    public static IReadOnlyList<Bareme> Sanctions { get; } =
    [
        new(NatureSanction.Suspension, 30, 1, 4, "CASF R.262-68 (décret 2025-478)", Du: new(2025, 6, 1)),
        new(NatureSanction.Suppression, 30, 1, 4, "CASF R.262-68 (décret 2025-478)", Du: new(2025, 6, 1)),
    ];

    /// <summary>The most themes an ASAP with a single worker may have.</summary>
    public const int ThematiquesAsapMono = 3;

    public static LimiteAge? Age(Enum objet, DateOnly jour) =>
        Ages.FirstOrDefault(l => l.Objet.Equals(objet) && EnVigueur(l.Du, l.Au, jour));

    public static LimiteDuree? Duree(TypeMesure type, DateOnly jour) =>
        Durees.FirstOrDefault(l => l.Types.Contains(type) && EnVigueur(l.Du, l.Au, jour));

    /// <summary>Whether a term lies beyond what one decision of a day allows.</summary>
    public static bool EstAuDela(TypeMesure type, DateOnly jour, DateOnly? echeance) =>
        echeance is { } fin && ParDecision.FirstOrDefault(l => l.Types.Contains(type) && EnVigueur(l.Du, l.Au, jour)) is { } limite
        && fin > jour.AddMonths(limite.Mois);

    /// <summary>Whether a sanction is outside the scale of its day.</summary>
    public static bool EstHorsBareme(NatureSanction nature, decimal? taux, int? mois, DateOnly jour) =>
        Sanctions.FirstOrDefault(b => b.Nature == nature && EnVigueur(b.Du, b.Au, jour)) is { } bareme
        && (taux < bareme.TauxMinimum || mois < bareme.MoisMinimum || mois > bareme.MoisMaximum);

    private static bool EnVigueur(DateOnly? du, DateOnly? au, DateOnly jour) => (du is null || du <= jour) && (au is null || jour <= au);
}
