using System.Diagnostics.CodeAnalysis;
using Accompagnement.Domain.Faits;
using Accompagnement.Projections.Faits;

namespace Accompagnement.Projections.Moteur;

/// <summary>
/// The files last touched, each with its events and the rows made from them: the next event of one need not read it all again.
/// What is here is what the tables held at the last position; forgotten as soon as that may not be so.
/// </summary>
/// <param name="auPlus">How many events and rows are kept in all; the files untouched for longest leave first.</param>
internal sealed class DossiersEnMemoire(int auPlus)
{
    private readonly Dictionary<Guid, LinkedListNode<Dossier>> parFlux = [];
    private readonly LinkedList<Dossier> parAnciennete = [];
    private int taille;

    /// <summary>The events of a file and its rows.</summary>
    public sealed record Dossier(Guid Flux, IReadOnlyList<Fait> Faits, IReadOnlyCollection<LigneConnue> Lignes)
    {
        internal int Taille => Faits.Count + Lignes.Count;
    }

    public bool Trouver(Guid flux, [MaybeNullWhen(false)] out Dossier dossier)
    {
        dossier = parFlux.GetValueOrDefault(flux)?.Value;
        return dossier is not null;
    }

    /// <summary>Keeps a file, as the one touched last.</summary>
    public void Garder(Dossier dossier)
    {
        Retirer(dossier.Flux);
        parFlux[dossier.Flux] = parAnciennete.AddLast(dossier);
        taille += dossier.Taille;
        while (taille > auPlus)
        {
            Retirer(parAnciennete.First!.Value.Flux);
        }
    }

    public void Retirer(Guid flux)
    {
        if (parFlux.Remove(flux, out var place))
        {
            parAnciennete.Remove(place);
            taille -= place.Value.Taille;
        }
    }

    public void Vider()
    {
        parFlux.Clear();
        parAnciennete.Clear();
        taille = 0;
    }
}
