using Accompagnement.Projections.Diffusion;
using Accompagnement.Projections.Diffusion.Epreuves;

namespace Accompagnement.Bench;

/// <summary>
/// The proofs that published figures keep their secrets: the same attacks with protection off and on. What they measure is chance, not
/// time: one pass. The first six over an invented département; then, in the whole application, the instance that the schemas published and
/// the seventh, over a simulated one.
/// </summary>
internal static class MesuresDeDiffusion
{
    private const int Graine = 62;

    /// <summary>Small enough that no fund has more simulated aids than were printed.</summary>
    private const long FaitsAuPlus = 150_000;

    public static async Task MesurerAsync(OptionsDeMesure options, Tableau tableau)
    {
        foreach (var (nom, parametres) in new[] { ("bruit par défaut", ParametresDePerturbation.ParDefaut), ("bruit renforcé", ParametresDePerturbation.Renforces) })
        {
            foreach (var mesure in Epreuves.Mesurer(Graine, parametres))
            {
                var intitule = FormattableString.Invariant($"({mesure.Numero}) {mesure.Nom}, {nom} — sans protection : {mesure.Sans:0.###}");
                tableau.Ajouter(intitule, mesure.Avec, "", FormattableString.Invariant($"≤ {mesure.Limite:0.###}"), mesure.Tenue);
            }
        }

        await using var departement = await DepartementDeMesure.OuvrirAsync(options with { Donnees = null, Faits = Math.Min(options.Faits, FaitsAuPlus) });
        await InstancePubliee.MesurerAsync(departement, tableau);
        await SortiesDeLApplication.MesurerAsync(departement, tableau);
    }
}
