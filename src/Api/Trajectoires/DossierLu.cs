using Accompagnement.Domain.Acces;
using Accompagnement.Domain.Dossiers;
using Accompagnement.Domain.Faits;

namespace Accompagnement.Api.Trajectoires;

/// <summary>A file as an account may see it; what it may not see is not in here.</summary>
public sealed record DossierLu
{
    public required Dossier Dossier { get; init; }

    /// <summary>How much is shown, and on what ground.</summary>
    public required DecisionAcces Acces { get; init; }

    /// <summary>The version the account sees: what <c>If-Match</c> is compared with.</summary>
    public required long Version { get; init; }

    /// <summary>The position of the file's last fact.</summary>
    public required long Position { get; init; }

    /// <summary>The facts shown, in the order of recording, corrections included; those of absorbed files first.</summary>
    public required IReadOnlyList<Fait> Faits { get; init; }

    /// <summary>Who the person is, as known now; null when unknown, erased, or not shown.</summary>
    public Identite? Identite { get; init; }

    /// <summary>The free texts of the facts shown, by the reference their fact holds.</summary>
    public IReadOnlyDictionary<Guid, string> Textes { get; init; } = new Dictionary<Guid, string>();

    /// <summary>The other members of the person's households whose file the account may see.</summary>
    public IReadOnlyList<MembreDuFoyer> Foyer { get; init; } = [];

    /// <summary>Every file of the person: the one that absorbed the others, and those.</summary>
    public required IReadOnlyCollection<Guid> Dossiers { get; init; }
}

/// <summary>Somebody of the same household.</summary>
/// <param name="Personne">The file.</param>
/// <param name="FoyerId">The household.</param>
/// <param name="Identite">Who it is; null when unknown, erased, or not shown.</param>
public sealed record MembreDuFoyer(Guid Personne, Guid FoyerId, Identite? Identite);
