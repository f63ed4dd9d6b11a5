using Accompagnement.Domain.Faits;

namespace Accompagnement.Domain.Referentiels;

/// <summary>The rule on INSEE codes that every fact with a place obeys.</summary>
public static class Communes
{
    public static Refus? Garder(string? codeInsee, Examen examen) =>
        codeInsee is null || examen.Territoires.Admet(codeInsee)
            ? null
            : new("commune-inconnue", "Le code INSEE a cinq caractères ; ceux du département doivent exister au référentiel (code officiel géographique).", codeInsee, "data.codeInsee");
}
