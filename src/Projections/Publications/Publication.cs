using Accompagnement.Domain.Faits;
using Accompagnement.Projections.Catalogue;

namespace Accompagnement.Projections.Publications;

/// <summary>How the figures of a publication are protected.</summary>
public static class ModesDePublication
{
    /// <summary>Perturbed: for everybody.</summary>
    public const string Diffusion = "diffusion";

    /// <summary>Exact, with cells withheld: for a partner under agreement.</summary>
    public const string Suppression = "suppression";
}

/// <summary>What is to be published, as asked.</summary>
/// <param name="Titre">Its title.</param>
/// <param name="Mode">How it is protected.</param>
/// <param name="Series">Its series, understood.</param>
public sealed record DemandeDePublication(string Titre, string Mode, IReadOnlyList<SerieDemandee> Series);

/// <summary>One series, understood.</summary>
public sealed record SerieDemandee(Indicateur Indicateur, Periode Periode, Domain.Referentiels.Decoupage Decoupage, IReadOnlyList<Dimension> Dimensions);

/// <summary>A publication without its content.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="Titre">Its title.</param>
/// <param name="Mode">How it is protected.</param>
/// <param name="PublieeLe">When it was made.</param>
/// <param name="Auteur">By which account.</param>
/// <param name="Position">The last event taken in.</param>
/// <param name="VuAu">The day by whose end facts count.</param>
/// <param name="Empreinte">SHA-256 of its content.</param>
/// <param name="RetireeLe">When it was withdrawn; null while it stands.</param>
/// <param name="RetireePar">By which account.</param>
/// <param name="Motif">Why it was withdrawn.</param>
public sealed record Publication(
    Guid Id, string Titre, string Mode, DateTimeOffset PublieeLe, string Auteur, long Position, DateOnly VuAu, string Empreinte,
    DateTimeOffset? RetireeLe, string? RetireePar, string? Motif);

/// <summary>What comes of an attempt to publish.</summary>
public sealed record IssueDePublication(Publication? Publication, Refus? Refus);

/// <summary>What comes of computing a publication again.</summary>
/// <param name="Identique">Whether it gives the same content, bit for bit.</param>
/// <param name="EmpreinteDuContenu">The digest of what is kept: it must be the one announced.</param>
/// <param name="EmpreinteRecalculee">The digest of what is computed now.</param>
/// <param name="CellulesDifferentes">How many cells differ.</param>
/// <param name="Explication">In French.</param>
public sealed record VerificationDePublication(
    bool Identique, string EmpreinteAnnoncee, string EmpreinteDuContenu, string EmpreinteRecalculee, int CellulesDifferentes, string Explication);

/// <summary>A cell that two publications give differently, and why.</summary>
/// <param name="Ajoutes">How many were recorded or corrected since, and now count: protected, null under 11.</param>
/// <param name="Retires">How many were corrected since, and no longer count: protected, null under 11.</param>
public sealed record EcartDePublications(
    string Code, string Periode, string Decoupage, string Territoire, IReadOnlyDictionary<string, string> Dimensions,
    decimal? Avant, decimal? Apres, long? Ajoutes, long? Retires, string Explication);

/// <summary>Two publications side by side.</summary>
public sealed record ComparaisonDePublications(Publication Avant, Publication Apres, int CellulesCommunes, IReadOnlyList<EcartDePublications> Ecarts, string Note);
