using System.Diagnostics;
using Accompagnement.Domain.Faits;

namespace Accompagnement.Api.Import;

/// <summary>The counts of one import while it runs.</summary>
internal sealed class SuiviDImport(Guid lot, string compte, TimeProvider horloge)
{
    private const int RejetsEnLigne = 100;

    private readonly long debut = Stopwatch.GetTimestamp();
    private long dernierMot = Stopwatch.GetTimestamp();

    public Guid Lot { get; } = lot;

    public string Compte { get; } = compte;

    public DateTimeOffset Commence { get; } = horloge.GetUtcNow();

    public long Acceptes { get; private set; }

    public long DejaConnus { get; private set; }

    public long Rejetes { get; private set; }

    public long Position { get; private set; }

    public List<Rejet> Rejets { get; } = [];

    public double Secondes => Stopwatch.GetElapsedTime(debut).TotalSeconds;

    public void Ajouter(Lot lot, int dejaConnus, long position)
    {
        lock (Rejets)
        {
            Acceptes += lot.Acceptes.Count;
            DejaConnus += dejaConnus;
            Rejetes += lot.Refuses.Count;
            Position = Math.Max(Position, position);
            Rejets.AddRange(lot.Refuses.Select(r => EnRejet(r.Ligne, r.Refus)));

            // Lanes end in any order: the first lines stay, whichever lane they were in.
            Rejets.Sort((a, b) => a.Ligne.CompareTo(b.Ligne));
            Rejets.RemoveRange(Math.Min(RejetsEnLigne, Rejets.Count), Math.Max(0, Rejets.Count - RejetsEnLigne));
        }
    }

    public bool EstTempsDeDire(out long lignes, out double parSeconde)
    {
        lignes = Acceptes + DejaConnus + Rejetes;
        parSeconde = lignes / Math.Max(0.001, Secondes);
        if (Stopwatch.GetElapsedTime(dernierMot).TotalSeconds < 5)
        {
            return false;
        }

        dernierMot = Stopwatch.GetTimestamp();
        return true;
    }

    private static Rejet EnRejet(LigneLue ligne, Refus refus) =>
        new(ligne.Numero, ligne.Lecture.Identifiant, refus.Regle, refus.Detail, refus.Valeur, refus.Champ);
}
