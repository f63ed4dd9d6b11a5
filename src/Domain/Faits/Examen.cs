using Accompagnement.Domain.Referentiels;

namespace Accompagnement.Domain.Faits;

/// <summary>Gathers what is unusual about a fact while the guards look at it; never stops it.</summary>
public sealed class Examen
{
    private List<string>? signalements;

    public Examen(Fait fait, DateTimeOffset maintenant, Territoires territoires)
    {
        Fait = fait;
        Jour = fait.Jour;
        Aujourdhui = Calendrier.Jour(maintenant);
        Territoires = territoires;
    }

    public Fait Fait { get; }

    /// <summary>The business date of the fact.</summary>
    public DateOnly Jour { get; }

    public DateOnly Aujourdhui { get; }

    public Territoires Territoires { get; }

    public IReadOnlyList<string> Signalements => signalements ?? (IReadOnlyList<string>)[];

    /// <summary>Notes that the fact is unusual, by a code that the screens explain.</summary>
    public void Signaler(string code) => (signalements ??= []).Add(code);
}
