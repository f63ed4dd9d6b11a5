using Accompagnement.Projections.Faits;
using Accompagnement.Projections.Pilotage;

namespace Accompagnement.Api.Pages.Pilotage;

/// <summary>The figures of steering that open to the files they count, by the name they have in an address.</summary>
/// <param name="Definition">The code of its definition.</param>
/// <param name="Titre">What is listed.</param>
/// <param name="Actes">The acts it counts; null for a delay, a wait, and for who is without orientation or référent.</param>
public sealed record Derriere(string Definition, string Titre, Nature? Actes)
{
    public const string EntreesEnListe = "entrees-liste";
    public const string SortiesDeListe = "sorties-liste";
    public const string Substitutions = "substitutions";
    public const string Chemin = "/pilotage/dossiers";

    public const string SansSuite = "L2";

    private static readonly Dictionary<string, Derriere> ParNom = new(StringComparer.Ordinal)
    {
        ["referents"] = new("R1", "Changements de référent", Nature.ChangementReferent),
        ["lieux"] = new("R1", "Changements de lieu d'accueil", Nature.ChangementLieu),
        ["reorientations"] = new("R1", "Réorientations", Nature.Reorientation),
        ["rendez-vous"] = new("D7", "Rendez-vous et leur issue", Nature.IssueRendezVous),
        ["sorties"] = new("S1", "Sorties", Nature.Sortie),
        [EntreesEnListe] = new("L1", "Entrées en liste d'attente", null) { Attentes = PartDesAttentes.Entrees },
        [SortiesDeListe] = new("L1", "Sorties de liste d'attente", null) { Attentes = PartDesAttentes.Sorties },
        [Substitutions] = new("L1", "En attente, une autre mesure en substitution", null) { Attentes = PartDesAttentes.Substituees },
        [SansSuite] = new("L2", "RSA sans orientation ou sans référent", null),
    };

    /// <summary>The waits it counts; null when it counts something else.</summary>
    public PartDesAttentes? Attentes { get; init; }

    /// <summary>The figure of a name; null when nothing has that name.</summary>
    public static Derriere? DuNom(string? nom) => nom is null ? null
        : ParNom.TryGetValue(nom, out var d) ? d
        : Delais.Codes.ContainsKey(nom) ? new(nom[..2], Definitions.Delai(nom), null)
        : null;

    /// <summary>What a part of a cohort is called.</summary>
    public static string Nommer(PartDuDelai part) => part switch
    {
        PartDuDelai.Clos => "aboutis",
        PartDuDelai.EnCours => "en cours",
        PartDuDelai.Abandonnes => "abandonnés",
        _ => "tous",
    };

    /// <summary>What somebody under rights and duties is without.</summary>
    public static string IlManque(BrsaSansSuite s) => s.SansOrientation && s.SansReferent ? "orientation et référent" : s.SansOrientation ? "orientation" : "référent";

    /// <summary>The address of the files of one part of a cohort.</summary>
    public static string Adresse(Regard regard, string code, PartDuDelai part, DateOnly du, DateOnly jusque, short? genre = null, string? service = null) => regard.Adresse(
        Chemin, ("chiffre", code), ("part", part == PartDuDelai.Ouverts ? null : part.ToString()), ("du", Regard.Iso(du)), ("jusque", Regard.Iso(jusque)),
        ("genre", genre?.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("service", service));
}
