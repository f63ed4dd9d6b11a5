using System.Globalization;
using System.Text;

namespace Accompagnement.Projections.Diffusion.Suppression;

/// <summary>A linear problem, written in CPLEX LP format. A variable is a letter and numbers: <c>v3_12</c>.</summary>
internal sealed class Probleme
{
    // The format wants an objective and a constraint: a variable that is always 0 stands in both.
    private readonly StringBuilder objectif = new("\n + 0 v0");
    private readonly StringBuilder contraintes = new(" nul:\n + 1 v0 = 0\n");
    private readonly StringBuilder bornes = new();
    private readonly StringBuilder binaires = new();
    private int nombre;

    /// <summary>Every word of the format that stands for a variable: the format's own words have no digit after their first letter.</summary>
    public static bool EstUneVariable(string mot) => mot.Length > 1 && (mot[0] is 'v' or 's') && char.IsAsciiDigit(mot[1]);

    public void Minimiser(string variable, long coefficient) => Terme(objectif, variable, coefficient);

    /// <summary>The sum of the terms compared with a number: <c>=</c>, <c>&lt;=</c> or <c>&gt;=</c>.</summary>
    public void Contraindre(IEnumerable<(string Variable, long Coefficient)> termes, string comparaison, long valeur)
    {
        var ligne = new StringBuilder();
        foreach (var (variable, coefficient) in termes)
        {
            Terme(ligne, variable, coefficient);
        }

        if (ligne.Length > 0)
        {
            contraintes.Append(CultureInfo.InvariantCulture, $" c{nombre++}:{ligne} {comparaison} {valeur}\n");
        }
    }

    public void Borner(string variable, long minimum, long? maximum) => bornes.Append(
        CultureInfo.InvariantCulture, $" {minimum} <= {variable} <= {maximum?.ToString(CultureInfo.InvariantCulture) ?? "+inf"}\n");

    public void Binaire(string variable) => binaires.Append(CultureInfo.InvariantCulture, $" {variable}\n");

    public override string ToString()
    {
        var texte = new StringBuilder("Minimize\n obj:").Append(objectif).Append("\nSubject To\n").Append(contraintes)
            .Append("Bounds\n").Append(bornes);
        return (binaires.Length > 0 ? texte.Append("Binary\n").Append(binaires) : texte).Append("End\n").ToString();
    }

    private static void Terme(StringBuilder ligne, string variable, long coefficient) =>
        ligne.Append(CultureInfo.InvariantCulture, $"\n {(coefficient < 0 ? '-' : '+')} {Math.Abs(coefficient)} {variable}");
}
