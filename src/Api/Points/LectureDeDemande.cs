using System.Globalization;
using Accompagnement.Api.Hote;
using Accompagnement.Api.Reponses;
using Accompagnement.Domain.Referentiels;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Accompagnement.Api.Points;

/// <summary>What every question about figures is read with: days, the cut, the position to wait for.</summary>
internal static class LectureDeDemande
{
    private static readonly TimeSpan AttenteAuPlus = TimeSpan.FromSeconds(5);

    /// <summary>A day, or none; false when it cannot be read.</summary>
    public static bool Jour(string? texte, out DateOnly? jour)
    {
        jour = null;
        if (string.IsNullOrEmpty(texte))
        {
            return true;
        }

        if (!DateOnly.TryParseExact(texte, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var lu) || lu.Year is < 1900 or > 2200)
        {
            return false;
        }

        jour = lu;
        return true;
    }

    public static ProblemHttpResult JourIllisible(string champ) => Problemes.Invalide(champ, "Une date s'écrit AAAA-MM-JJ.");

    /// <summary>A cut by its name; that of 2016 when none is asked for.</summary>
    public static bool Decoupage(string? nom, out Decoupage decoupage) => Territoires.Decoupages.TryGetValue(nom ?? "2016", out decoupage);

    public static ProblemHttpResult DecoupageInconnu() => Problemes.Invalide("decoupage", $"Découpages : {string.Join(", ", Territoires.Decoupages.Keys)}.");

    /// <summary>The names of what an answer is broken down by.</summary>
    public static string[] Noms(string? par) => (par ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Waits until the figures follow a position; the refusal when they do not in time.</summary>
    public static async Task<IResult?> AttendreAsync(long? position, HttpContext http, ProjectionEnContinu projection) =>
        position is { } p && !await projection.AttendreAsync(p, AttenteAuPlus, http.RequestAborted) ? Problemes.EnRetard() : null;

    public static string? Vide(string? texte) => string.IsNullOrEmpty(texte) ? null : texte;
}
