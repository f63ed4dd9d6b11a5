using System.Globalization;

namespace Accompagnement.Projections.Diffusion;

/// <summary>
/// Which noise a site publishes with, in a file beside the secret: « D;V;js », one line. Written with the defaults at the first start;
/// a site that wants the stronger one writes <c>8;5.5;5</c> there before it publishes anything, and never changes it afterwards: two
/// noises for the same cells tell more than one (decision 0070).
/// </summary>
public static class ChoixDuBruit
{
    /// <exception cref="InvalidDataException">The file is not of that form, or no table has these parameters.</exception>
    public static ParametresDePerturbation LireOuCreer(string fichier)
    {
        if (!File.Exists(fichier))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(fichier))!);
            File.WriteAllText(fichier, Ecrire(ParametresDePerturbation.ParDefaut) + "\n");
        }

        var champs = File.ReadAllText(fichier).Trim().Split(';');
        if (champs.Length != 3
            || !int.TryParse(champs[0], NumberStyles.None, CultureInfo.InvariantCulture, out var amplitude)
            || !double.TryParse(champs[1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var variance)
            || !int.TryParse(champs[2], NumberStyles.None, CultureInfo.InvariantCulture, out var plusPetit))
        {
            throw new InvalidDataException($"{fichier} : le bruit s'écrit « D;V;js », par exemple {Ecrire(ParametresDePerturbation.ParDefaut)}.");
        }

        var parametres = new ParametresDePerturbation(amplitude, variance, plusPetit);
        try
        {
            parametres.Verifier();
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException($"{fichier} : {e.Message}", e);
        }

        return parametres;
    }

    private static string Ecrire(ParametresDePerturbation p) => string.Create(CultureInfo.InvariantCulture, $"{p.Amplitude};{p.Variance:R};{p.PlusPetitPublie}");
}
