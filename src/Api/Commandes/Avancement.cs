using System.Diagnostics;
using System.Globalization;

namespace Accompagnement.Api.Commandes;

/// <summary>A progress bar on the terminal: how far, how fast, how long still. Silent where there is no terminal.</summary>
public sealed class Avancement(string titre, string unite) : IDisposable
{
    private const int Largeur = 30;
    private static readonly TimeSpan Cadence = TimeSpan.FromMilliseconds(100);
    private readonly long debut = Stopwatch.GetTimestamp();
    private readonly bool visible = !Console.IsErrorRedirected;
    private long dernier;

    public void Montrer(long fait, long total)
    {
        if (!visible || Stopwatch.GetElapsedTime(dernier) < Cadence)
        {
            return;
        }

        dernier = Stopwatch.GetTimestamp();
        var ecoule = Stopwatch.GetElapsedTime(debut).TotalSeconds;
        var part = total > 0 ? Math.Clamp((double)fait / total, 0, 1) : 0;
        var barre = new string('█', (int)(part * Largeur)).PadRight(Largeur, '░');
        var reste = part > 0.01 ? TimeSpan.FromSeconds(ecoule / part - ecoule).ToString(@"m\:ss", CultureInfo.InvariantCulture) : "…";
        var vitesse = (fait / Math.Max(0.001, ecoule)).ToString("N0", CultureInfo.GetCultureInfo("fr-FR"));
        Console.Error.Write($"\r{titre} {barre} {part,4:P0}  {vitesse} {unite}/s  reste {reste}   ");
    }

    public void Dispose()
    {
        if (visible && dernier != 0)
        {
            Console.Error.Write("\r" + new string(' ', titre.Length + Largeur + 50) + "\r");
        }
    }
}
