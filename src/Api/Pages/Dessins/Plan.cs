using System.Globalization;

namespace Accompagnement.Api.Pages.Dessins;

/// <summary>Where things stand in the drawing of the server, 640 by 240.</summary>
internal sealed record Plan(double XMax, double YMax)
{
    public const double Gauche = 56;
    public const double Droite = 628;
    public const double Haut = 28;
    public const double Bas = 208;

    public double X(double x) => Gauche + (XMax <= 0 ? 0 : Math.Clamp(x / XMax, 0, 1) * (Droite - Gauche));

    public double Y(double y) => Bas - (YMax <= 0 ? 0 : Math.Clamp(y / YMax, 0, 1) * (Bas - Haut));

    public static string N(double valeur) => valeur.ToString("0.#", CultureInfo.InvariantCulture);
}
