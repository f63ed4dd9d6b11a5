using Accompagnement.Projections.Diffusion;
using Accompagnement.Projections.Diffusion.Epreuves;

namespace Accompagnement.Bench;

/// <summary>
/// The proofs that published figures keep their secrets: the same attacks with protection off and on. What they measure is chance, not
/// time: one pass, always the same.
/// </summary>
internal static class MesuresDeDiffusion
{
    private const int Graine = 62;

    public static Task MesurerAsync(Tableau tableau)
    {
        foreach (var (nom, parametres) in new[] { ("bruit par défaut", ParametresDePerturbation.ParDefaut), ("bruit renforcé", ParametresDePerturbation.Renforces) })
        {
            foreach (var mesure in Epreuves.Mesurer(Graine, parametres))
            {
                var intitule = FormattableString.Invariant($"({mesure.Numero}) {mesure.Nom}, {nom} — sans protection : {mesure.Sans:0.###}");
                tableau.Ajouter(intitule, mesure.Avec, "", FormattableString.Invariant($"≤ {mesure.Limite:0.###}"), mesure.Tenue);
            }
        }

        return Task.CompletedTask;
    }
}
