using System.Globalization;

namespace Accompagnement.Bench;

/// <summary>What was measured, beside what was to be reached.</summary>
/// <param name="sujet">What the table is about.</param>
/// <param name="etalon">How fast the machine was just before.</param>
internal sealed class Tableau(string sujet, Etalon etalon)
{
    private static readonly CultureInfo Francais = CultureInfo.GetCultureInfo("fr-FR");

    private readonly List<(string Mesure, string Valeur, string Cible, bool? Atteinte)> lignes = [];

    /// <summary>A figure alone, or with a target it reaches or not.</summary>
    public void Ajouter(string mesure, double valeur, string unite, string cible = "", bool? atteinte = null)
    {
        var texte = $"{valeur.ToString(valeur >= 100 ? "N0" : "0.00", Francais)} {unite}";
        lignes.Add((mesure, texte, cible, atteinte));
        Console.Error.WriteLine($"{mesure} : {texte}");
    }

    public void Ecrire(TextWriter sortie)
    {
        sortie.WriteLine($"\n{sujet}, {Environment.ProcessorCount} cœurs, médianes de {Chrono.Tours} passages ; {etalon}");
        sortie.WriteLine("| mesure | valeur | à atteindre | |\n| --- | ---: | --- | --- |");
        foreach (var (mesure, valeur, cible, atteinte) in lignes)
        {
            sortie.WriteLine($"| {mesure} | {valeur} | {cible} | {atteinte switch { true => "oui", false => "NON", null => "" }} |");
        }
    }
}
