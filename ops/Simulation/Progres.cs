using System.Diagnostics;

namespace Accompagnement.Simulation;

/// <summary>One line on the terminal: how far, how fast, how long still. Nothing when it is not a terminal, but at the end.</summary>
internal sealed class Progres(TextWriter sortie, bool terminal)
{
    private readonly long debut = Stopwatch.GetTimestamp();
    private long prochain;
    private string phase = "";
    private long debutPhase = Stopwatch.GetTimestamp();

    public void Dire(string ou, double part, long evenements)
    {
        var maintenant = Stopwatch.GetTimestamp();
        if (ou != phase)
        {
            (phase, debutPhase) = (ou, maintenant);
        }

        if (maintenant < prochain)
        {
            return;
        }

        prochain = maintenant + Stopwatch.Frequency / (terminal ? 4 : 1) * (terminal ? 1 : 10);
        var ecoule = Stopwatch.GetElapsedTime(debutPhase, maintenant).TotalSeconds;
        if (ecoule > 0.5)
        {
            var reste = part > 0.01 ? ecoule * (1 - part) / part : 0;
            var texte = $"{ou} : {part:P0} — {evenements:N0} événements, {evenements / Math.Max(0.1, Stopwatch.GetElapsedTime(debut, maintenant).TotalSeconds):N0}/s, encore {reste:N0} s";
            sortie.Write(terminal ? $"\r{texte,-90}" : texte + Environment.NewLine);
        }
    }

    public void Finir(Bilan bilan)
    {
        var secondes = Stopwatch.GetElapsedTime(debut).TotalSeconds;
        sortie.WriteLine($"{(terminal ? "\r" : "")}{bilan.Evenements:N0} événements, {bilan.Personnes:N0} personnes, {bilan.Refus:N0} lignes à refuser, en {secondes:N1} s ({bilan.Evenements / secondes:N0}/s).");
    }
}
