namespace Accompagnement.Api.Pages.Chiffres;

/// <summary>Values that are shown alike on a map.</summary>
/// <param name="Rang">From 1, the lowest.</param>
/// <param name="Bas">The least of them.</param>
/// <param name="Haut">The greatest.</param>
/// <param name="Nombre">How many.</param>
public sealed record ClasseDeValeurs(int Rang, decimal Bas, decimal Haut, int Nombre)
{
    private const int AuPlus = 4;

    /// <summary>At most four classes of about as many values each; equal values are never in two of them.</summary>
    public static IReadOnlyList<ClasseDeValeurs> De(IEnumerable<decimal> valeurs)
    {
        var triees = valeurs.Order().ToArray();
        var classes = new List<ClasseDeValeurs>(AuPlus);
        for (int debut = 0, fin; debut < triees.Length; debut = fin)
        {
            var restantes = AuPlus - classes.Count;
            fin = restantes <= 1 ? triees.Length : debut + (triees.Length - debut + restantes - 1) / restantes;
            while (fin < triees.Length && triees[fin] == triees[fin - 1])
            {
                fin++;
            }

            classes.Add(new(classes.Count + 1, triees[debut], triees[fin - 1], fin - debut));
        }

        return classes;
    }
}
