using Accompagnement.Domain.Acces;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;
using Accompagnement.EventStore.Etats;

namespace Accompagnement.Api.Acces;

/// <summary>A file with those it has absorbed, as they are stored: what access is decided on.</summary>
/// <param name="Personne">The file that absorbed the others; the one asked for when nothing was merged.</param>
/// <param name="Flots">The facts, by stream.</param>
/// <param name="EnArchive">Whether it left the active base.</param>
/// <param name="AccesExceptionnels">The exceptional accesses of the account that asks.</param>
public sealed record Famille(Guid Personne, IReadOnlyDictionary<Guid, Flot> Flots, bool EnArchive, IReadOnlyList<AccesExceptionnel> AccesExceptionnels)
{
    private static readonly Flot Vide = new();

    /// <summary>The stream of the file itself.</summary>
    public Flot Flot => Flots.GetValueOrDefault(Personne, Vide);

    /// <summary>A person's stream: an identifier that is that of a household or of an agent is nobody's.</summary>
    public bool Existe => Flot.Faits is [{ Sujet.Nature: Flux.Trajectoire }, ..];

    /// <summary>Files that were absorbed for a time and are no longer: needed to see the file as it was known then.</summary>
    public IReadOnlyDictionary<Guid, IReadOnlyList<Fait>> Anciens { get; init; } = new Dictionary<Guid, IReadOnlyList<Fait>>();

    /// <summary>Every file of the person.</summary>
    public IReadOnlyCollection<Guid> Dossiers => [.. Flots.Keys];

    /// <summary>
    /// The part of the family that was one file, as known by the end of a day, around one of its files: a merge recorded later had
    /// not brought them together yet.
    /// </summary>
    public Famille TelleQueConnue(Guid dossier, DateOnly vuAu)
    {
        var fusions = new Fusions(
            Flots.Values.Select(f => (IReadOnlyList<Fait>)f.Faits).Concat(Anciens.Values).SelectMany(faits => Histoire.Effective(Vue.Connus(faits, vuAu))).OrderBy(f => f.Saisi));
        var racine = fusions.Racine(dossier);
        return this with { Personne = racine, Flots = Flots.Where(f => fusions.Racine(f.Key) == racine).ToDictionary() };
    }

    /// <summary>The absorbed files' facts, then the file's own.</summary>
    public IEnumerable<IReadOnlyList<Fait>> ParFlux => [.. Flots.Where(f => f.Key != Personne).OrderBy(f => f.Key).Select(f => f.Value.Faits), Flot.Faits];
}
