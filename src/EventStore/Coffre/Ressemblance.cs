using Accompagnement.Domain.Faits;

namespace Accompagnement.EventStore.Coffre;

/// <summary>How much an identity looks like what was asked, from 0 to 1: words in any order, small mistakes, initials, dates.</summary>
internal static class Ressemblance
{
    /// <summary>Under this a word is another word.</summary>
    private const double MotAuMoins = 0.6;

    /// <summary>The score, or 0 when one of the criteria does not fit at all.</summary>
    public static double De(DemandeDeRecherche demande, Identite identite)
    {
        var noms = Noms(identite);
        var (total, criteres) = (0.0, 0);
        foreach (var mot in demande.Mots)
        {
            var meilleur = noms.Count == 0 ? 0 : noms.Max(n => Mots(mot, n));
            if (meilleur < MotAuMoins)
            {
                return 0;
            }

            (total, criteres) = (total + meilleur, criteres + 1);
        }

        foreach (var initiale in demande.Initiales)
        {
            if (!noms.Any(n => n[0] == initiale))
            {
                return 0;
            }

            (total, criteres) = (total + 0.9, criteres + 1);
        }

        if (demande.Naissance is { } naissance)
        {
            var score = identite.DateNaissance is not { } date ? 0.4 : date == naissance ? 1 : date == demande.NaissanceInversee ? 0.7 : 0;
            if (score == 0)
            {
                return 0;
            }

            (total, criteres) = (total + score, criteres + 1);
        }

        if (demande.Numero is { } numero)
        {
            if (!string.Concat(Empreinteur.Mots(identite.NumeroAllocataire)).Equals(string.Concat(Empreinteur.Mots(numero)), StringComparison.Ordinal))
            {
                return 0;
            }

            (total, criteres) = (total + 1, criteres + 1);
        }

        return criteres == 0 ? 0 : total / criteres;
    }

    /// <summary>How much two identities look like one person's: all the words of the shorter name, in any order, and the birth date.</summary>
    public static double Entre(Identite a, Identite b)
    {
        var (nomsA, nomsB) = (Noms(a), Noms(b));
        var (court, long_) = nomsA.Count <= nomsB.Count ? (nomsA, nomsB) : (nomsB, nomsA);
        if (court.Count == 0)
        {
            return 0;
        }

        var noms = court.Average(m => long_.Max(n => Mots(m, n)));
        var naissance = (a.DateNaissance, b.DateNaissance) switch
        {
            ({ } x, { } y) when x == y => 1,
            ({ } x, { } y) when x.Year == y.Year && x.Day == y.Month && x.Month == y.Day => 0.9,
            ({ }, { }) => 0,
            _ => 0.6,
        };
        return naissance == 0 ? 0 : (noms * 0.7) + (naissance * 0.3);
    }

    private static List<string> Noms(Identite identite) =>
        [.. new[] { identite.NomNaissance, identite.NomUsage, identite.Prenoms }.SelectMany(Empreinteur.Mots).Distinct()];

    /// <summary>How much a typed word looks like a name's: the same, its beginning, or a few letters off.</summary>
    internal static double Mots(string tape, string nom)
    {
        if (tape == nom)
        {
            return 1;
        }

        if (nom.Length > tape.Length && nom.StartsWith(tape, StringComparison.Ordinal))
        {
            return 0.85;
        }

        var longueur = Math.Max(tape.Length, nom.Length);
        return longueur > 64 ? 0 : Math.Min(0.95, 1 - ((double)Distance(tape, nom) / longueur));
    }

    /// <summary>Letters to add, drop, change, or swap with their neighbour (Damerau and Levenshtein, optimal alignment).</summary>
    private static int Distance(string a, string b)
    {
        Span<int> avantDerniere = stackalloc int[b.Length + 1];
        Span<int> derniere = stackalloc int[b.Length + 1];
        Span<int> ligne = stackalloc int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
        {
            derniere[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            ligne[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cout = a[i - 1] == b[j - 1] ? 0 : 1;
                ligne[j] = Math.Min(Math.Min(ligne[j - 1] + 1, derniere[j] + 1), derniere[j - 1] + cout);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    ligne[j] = Math.Min(ligne[j], avantDerniere[j - 2] + 1);
                }
            }

            derniere.CopyTo(avantDerniere);
            ligne.CopyTo(derniere);
        }

        return derniere[b.Length];
    }
}
