using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Referentiels;

namespace Accompagnement.Domain.Echeances;

/// <summary>The deadlines armed so far; at most one is open for a nature and an object.</summary>
internal sealed class Armement(Delais delais)
{
    private readonly List<Echeance> toutes = [];
    private readonly Dictionary<(NatureEcheance Nature, Guid? Objet), int> ouvertes = [];

    public IReadOnlyList<Echeance> Toutes => toutes;

    public bool EstOuverte(NatureEcheance nature, Guid? objet = null) => ouvertes.ContainsKey((nature, objet));

    /// <summary>Arms by the delay in force on the day of origin; nothing when no delay is.</summary>
    public void Armer(NatureEcheance nature, Fait fait, DateOnly origine, Guid? objet = null, string? variante = null)
    {
        if (delais.Trouver(nature, origine, variante) is { } delai)
        {
            Armer(nature, fait, origine, delai.Terme(origine), delai.Source, objet);
        }
    }

    /// <summary>Arms for a date that a fact names.</summary>
    public void Armer(NatureEcheance nature, Fait fait, DateOnly origine, DateOnly due, string source, Guid? objet = null)
    {
        ouvertes[(nature, objet)] = toutes.Count;
        toutes.Add(new(nature, fait.Id, origine, due, source, objet));
    }

    /// <summary>The delay of a nature on a day.</summary>
    public Delai? Delai(NatureEcheance nature, DateOnly jour) => delais.Trouver(nature, jour);

    public void Tenir(NatureEcheance nature, DateOnly jour, Guid? objet = null)
    {
        if (ouvertes.Remove((nature, objet), out var rang))
        {
            toutes[rang] = toutes[rang] with { TenueLe = jour };
        }
    }

    public void Lever(NatureEcheance nature, DateOnly jour, Guid? objet = null)
    {
        if (ouvertes.Remove((nature, objet), out var rang))
        {
            toutes[rang] = toutes[rang] with { LeveeLe = jour };
        }
    }

    /// <summary>Does the same to every open deadline of a nature.</summary>
    public void Tous(NatureEcheance nature, Action<Guid?> action)
    {
        foreach (var (_, objet) in ouvertes.Keys.Where(o => o.Nature == nature).ToArray())
        {
            action(objet);
        }
    }

    public void ToutLever(DateOnly jour)
    {
        foreach (var (nature, objet) in ouvertes.Keys.ToArray())
        {
            Lever(nature, jour, objet);
        }
    }
}
