using System.Globalization;
using System.Text;

namespace Accompagnement.Api.Reponses;

/// <summary>Measures in the text format of Prometheus.</summary>
public sealed class TextePrometheus
{
    public const string Type = "text/plain; version=0.0.4; charset=utf-8";

    private const string Prefixe = "accompagnement_";
    private readonly StringBuilder texte = new();

    /// <summary>A number that only grows, until the process starts again.</summary>
    public void Compteur(string nom, string aide, params IEnumerable<(string Etiquette, double Valeur)> valeurs) => Ecrire(nom, "counter", aide, valeurs);

    /// <summary>A number of the moment.</summary>
    public void Jauge(string nom, string aide, double valeur) => Ecrire(nom, "gauge", aide, [("", valeur)]);

    /// <summary>How many fell into each class, their sum and their number.</summary>
    /// <param name="nom">Its name.</param>
    /// <param name="aide">What it tells.</param>
    /// <param name="bornes">The upper bound of each class; one more class is without a bound.</param>
    /// <param name="nombres">How many are in each class.</param>
    /// <param name="somme">The sum of all.</param>
    public void Histogramme(string nom, string aide, IReadOnlyList<double> bornes, IReadOnlyList<long> nombres, double somme)
    {
        Ecrire(nom, "histogram", aide, []);
        var cumul = 0L;
        for (var i = 0; i < nombres.Count; i++)
        {
            cumul += nombres[i];
            Ligne($"{nom}_bucket", $"le=\"{(i < bornes.Count ? bornes[i].ToString(CultureInfo.InvariantCulture) : "+Inf")}\"", cumul);
        }

        Ligne($"{nom}_sum", "", somme);
        Ligne($"{nom}_count", "", cumul);
    }

    public override string ToString() => texte.ToString();

    private void Ecrire(string nom, string genre, string aide, IEnumerable<(string Etiquette, double Valeur)> valeurs)
    {
        texte.Append(CultureInfo.InvariantCulture, $"# HELP {Prefixe}{nom} {aide}\n# TYPE {Prefixe}{nom} {genre}\n");
        foreach (var (etiquette, valeur) in valeurs)
        {
            Ligne(nom, etiquette, valeur);
        }
    }

    private void Ligne(string nom, string etiquette, double valeur) =>
        texte.Append(CultureInfo.InvariantCulture, $"{Prefixe}{nom}{(etiquette.Length == 0 ? "" : $"{{{etiquette}}}")} {valeur}\n");
}
