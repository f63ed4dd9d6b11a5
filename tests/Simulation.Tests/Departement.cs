namespace Accompagnement.Simulation.Tests;

/// <summary>A département of 3 000 persons, simulated and read once for the tests that look at it.</summary>
public sealed class Departement
{
    private readonly Lazy<(byte[] Octets, Bilan Bilan, Lecteur Lecteur)> fait = new(() =>
    {
        var (octets, bilan, _) = Simuler(new Parametres { Personnes = 3000, Graine = 4 });
        return (octets, bilan, Lire(octets));
    });

    internal byte[] Octets => fait.Value.Octets;

    internal Bilan Bilan => fait.Value.Bilan;

    internal Lecteur Lecteur => fait.Value.Lecteur;

    internal static (byte[] Octets, Bilan Bilan, Simulateur Simulateur) Simuler(Parametres parametres)
    {
        using var sortie = new MemoryStream();
        var simulateur = new Simulateur(parametres);
        var bilan = simulateur.Ecrire(sortie, null, TestContext.Current.CancellationToken);
        return (sortie.ToArray(), bilan, simulateur);
    }

    internal static Lecteur Lire(byte[] octets)
    {
        var lecteur = new Lecteur(new DateTimeOffset(2026, 12, 31, 0, 0, 0, TimeSpan.Zero));
        foreach (var plage in octets.AsSpan().Split((byte)'\n'))
        {
            if (octets.AsSpan(plage) is { Length: > 0 } ligne)
            {
                lecteur.Juger(ligne);
            }
        }

        return lecteur;
    }
}
