using Accompagnement.Api.Acces;
using Accompagnement.Domain.Acces;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;
using Accompagnement.EventStore.Etats;

namespace Accompagnement.Api.Trajectoires;

/// <summary>The stream an act is recorded in, as it is and as the account may know of it.</summary>
/// <param name="Sujet">The stream.</param>
/// <param name="Flot">Its facts and version.</param>
/// <param name="Etat">The fold of a person's stream, absorbed files included.</param>
/// <param name="EtatVisible">The fold of what the account may know of; null when that is everything.</param>
/// <param name="Visibles">The facts of the stream that the account may know of.</param>
/// <param name="Absorbe">The state of a file that this one absorbs.</param>
/// <param name="Tous">The facts of the stream and of those it absorbs, or absorbed for a time: what a repeated command is looked for in.</param>
/// <param name="Voir">The facts that the account may know of, among others of the same stream.</param>
internal sealed record Cible(
    Sujet Sujet,
    Flot Flot,
    Trajectoire Etat,
    Trajectoire? EtatVisible,
    IReadOnlyList<Fait> Visibles,
    IEnumerable<Fait> Tous,
    Func<Guid, Trajectoire> Absorbe,
    Func<IReadOnlyList<Fait>, IReadOnlyList<Fait>> Voir)
{
    public IReadOnlyList<Fait> Faits => Flot.Faits;

    /// <summary>A stream that is not a person's: nothing in it is hidden.</summary>
    public static Cible De(Sujet sujet, Flot flot) =>
        new(sujet, flot, Trajectoire.Vide, null, flot.Faits, flot.Faits, static _ => Trajectoire.Vide, static faits => faits);

    public static Cible De(Sujet sujet, AccesAuDossier acces, Compte compte)
    {
        var famille = acces.Famille;
        var tous = famille.Flots.ToDictionary(f => f.Key, f => (IReadOnlyList<Fait>)f.Value.Faits);
        foreach (var (ancien, faits) in famille.Anciens)
        {
            tous[ancien] = faits;
        }

        var visibles = tous;
        if (!Compartiments.Ouvert(compte))
        {
            visibles = Compartiments.Visibles([.. tous.Values.SelectMany(f => f)], compte).GroupBy(f => f.Sujet.Flux).ToDictionary(g => g.Key, g => (IReadOnlyList<Fait>)[.. g]);
        }

        var cache = visibles.Sum(v => v.Value.Count) < tous.Sum(t => t.Value.Count);
        return new(
            sujet,
            famille.Flot,
            Plier(famille.Personne, tous, []),
            cache ? Plier(famille.Personne, visibles, []) : null,
            visibles.GetValueOrDefault(famille.Personne, []),
            tous.Values.SelectMany(f => f),
            absorbe => Plier(absorbe, tous, [famille.Personne]),
            faits => Compartiments.Visibles(faits, compte));
    }

    /// <summary>Two files can have absorbed each other in turn: one already being folded is not folded again.</summary>
    private static Trajectoire Plier(Guid personne, IReadOnlyDictionary<Guid, IReadOnlyList<Fait>> faits, HashSet<Guid> enCours) =>
        faits.TryGetValue(personne, out var propres) && enCours.Add(personne)
            ? Pliage.Plier(propres, absorbe => Plier(absorbe, faits, enCours))
            : Trajectoire.Vide;
}
