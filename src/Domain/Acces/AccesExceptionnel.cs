using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Referentiels;

namespace Accompagnement.Domain.Acces;

/// <summary>
/// A professional opens a file they do not follow, for a written reason and one working day; their supervisor is told. The reason
/// is a text about a person: it is kept in the coffre.
/// </summary>
public sealed record AccesExceptionnel(string Agent, DateTimeOffset OuvertLe, DateTimeOffset ExpireLe)
{
    /// <summary>The least a reason can say: "urgence" is not a reason.</summary>
    public const int LongueurMotif = 15;

    /// <summary>The most it may say, in characters.</summary>
    public const int LongueurMaximale = 2000;

    /// <summary>Whether it lets this account in at this instant.</summary>
    public bool Ouvre(Compte compte, DateTimeOffset instant) => Agent == compte.Agent && instant >= OuvertLe && instant < ExpireLe;

    /// <summary>Opens a file: until the end of the day, or of the next working day when today is not one.</summary>
    public static (AccesExceptionnel? Acces, Refus? Refus) Ouvrir(Compte compte, string? motif, DateTimeOffset maintenant)
    {
        if (!compte.EstProfessionnel)
        {
            return (null, new("acces-exceptionnel-reserve", "L'accès exceptionnel est réservé aux professionnels qui accompagnent des personnes."));
        }

        var texte = motif?.Trim() ?? "";
        if (texte.Count(char.IsLetter) < LongueurMotif || texte.Length > LongueurMaximale)
        {
            return (null, new("motif-insuffisant", $"Écrivez pourquoi vous ouvrez ce dossier, en une phrase (de {LongueurMotif} à {LongueurMaximale} caractères).", null, "motif"));
        }

        var jour = JoursOuvres.Reporter(Calendrier.Jour(maintenant));
        return (new(compte.Agent!, maintenant, Calendrier.Minuit(jour.AddDays(1))), null);
    }
}
