using Accompagnement.Api.Acces;
using Accompagnement.Domain.Acces;
using Accompagnement.Domain.Faits;

namespace Accompagnement.Api.Trajectoires;

/// <summary>The facts of a file that an account may know of.</summary>
/// <param name="Propres">Those of the file itself, in the order of recording.</param>
/// <param name="Absorbes">Those of the files it absorbs or absorbed.</param>
/// <param name="Textes">Whether texts and identity are shown with them.</param>
internal sealed record FaitsVisibles(IReadOnlyList<Fait> Propres, IReadOnlyDictionary<Guid, IReadOnlyList<Fait>> Absorbes, bool Textes)
{
    /// <summary>
    /// The version the account sees: how many facts of the stream it may know of. The store's own would tell that hidden ones exist.
    /// </summary>
    public long Version => Propres.Count;

    public static FaitsVisibles De(AccesAuDossier acces, Compte compte, DateOnly? vuAu = null, IReadOnlyCollection<Guid>? anciens = null)
    {
        var famille = acces.Famille;
        if (acces.Decision.Niveau != NiveauAcces.Complet)
        {
            // A correction holds the whole data of what it corrects: it is applied before anything is left out.
            var effectifs = famille.ParFlux.SelectMany(f => Histoire.Effective(Vue.Connus(f, vuAu))).ToArray();
            var limitee = VueDuDossier.De(effectifs, acces.Decision, compte);
            return new(limitee.Faits, new Dictionary<Guid, IReadOnlyList<Fait>>(), limitee.Textes);
        }

        var ouverts = famille.Anciens.Where(a => anciens?.Contains(a.Key) == true).Select(a => a.Value);
        var vue = VueDuDossier.De([.. ouverts.Concat(famille.ParFlux).SelectMany(f => f)], acces.Decision, compte);
        var parFlux = vue.Faits.GroupBy(f => f.Sujet.Flux).ToDictionary(g => g.Key, g => (IReadOnlyList<Fait>)[.. g]);
        var propres = parFlux.GetValueOrDefault(famille.Personne, []);
        parFlux.Remove(famille.Personne);
        return new(propres, parFlux, vue.Textes);
    }
}
