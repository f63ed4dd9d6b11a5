using System.Security.Claims;

namespace Accompagnement.Api.Securite;

/// <summary>The roles of the contract, and the claims that go with them in a token or a session.</summary>
public static class Roles
{
    public const string Referent = "referent";
    public const string Superviseur = "superviseur";
    public const string Statisticien = "statisticien";
    public const string Administrateur = "administrateur";
    public const string Import = "import";

    public static IReadOnlyList<string> Tous { get; } = [Referent, Superviseur, Statisticien, Administrateur, Import];
}

/// <summary>The names of the claims.</summary>
public static class Revendications
{
    public const string Role = "role";
    public const string Agent = "agent";
    public const string Site = "site";
    public const string Service = "service";
    public const string Nom = "name";

    /// <summary>What a claim that is a right by itself is worth.</summary>
    public const string Oui = "oui";

    /// <summary>Worth <see cref="Oui"/> for who may cross sex, age and a territory finer than the EPCI.</summary>
    public const string CroisementsFins = "croisements_fins";

    /// <summary>The partner that employs the professional.</summary>
    public const string Structure = "structure";

    /// <summary>Who acts, for traces and provenance: the agent's code, or the name of the account.</summary>
    public static string Compte(this ClaimsPrincipal personne) =>
        personne.FindFirstValue(Agent) ?? personne.FindFirstValue("sub") ?? personne.Identity?.Name ?? "inconnu";
}

/// <summary>Who may do what: one name per right, used by every endpoint and page.</summary>
public static class Droits
{
    /// <summary>Recording facts from a file, and reading what was rejected.</summary>
    public const string Importer = nameof(Importer);

    /// <summary>Reading the feed of all facts.</summary>
    public const string LireLeFlux = nameof(LireLeFlux);

    /// <summary>Asking for figures, in one mode or the other.</summary>
    public const string Chiffres = nameof(Chiffres);

    /// <summary>Publishing protected figures, and withdrawing them.</summary>
    public const string Publier = nameof(Publier);

    /// <summary>Opening the files of people, within the need to know.</summary>
    public const string Accompagner = nameof(Accompagner);

    /// <summary>Reading what was done by exception.</summary>
    public const string Encadrer = nameof(Encadrer);

    /// <summary>Keeping professionals and structures up to date.</summary>
    public const string TenirLesMoyens = nameof(TenirLesMoyens);

    /// <summary>Steering: waiting lists, delays, loads.</summary>
    public const string Piloter = nameof(Piloter);

    /// <summary>Lists whose rows are persons, by their identifier.</summary>
    public const string VoirDesPersonnes = nameof(VoirDesPersonnes);

    /// <summary>A référent's desk: one's own, or those of the agents one supervises.</summary>
    public const string Bureau = nameof(Bureau);

    /// <summary>Making the pseudonymous returns owed to the State; whose, the compartment says.</summary>
    public const string Declarer = nameof(Declarer);

    /// <summary>Changing settings and reference data.</summary>
    public const string Administrer = nameof(Administrer);

    /// <summary>Retention: seeing the lists, and confirming one that somebody else drew up.</summary>
    public const string Conserver = nameof(Conserver);

    /// <summary>Which roles have each right.</summary>
    public static IReadOnlyDictionary<string, string[]> ParDroit { get; } = new Dictionary<string, string[]>
    {
        [Importer] = [Roles.Import, Roles.Administrateur],
        [LireLeFlux] = [Roles.Import, Roles.Administrateur],
        [Chiffres] = [Roles.Superviseur, Roles.Statisticien, Roles.Administrateur],
        [Publier] = [Roles.Statisticien, Roles.Administrateur],
        [Accompagner] = [Roles.Referent, Roles.Superviseur],
        [Encadrer] = [Roles.Superviseur],
        [TenirLesMoyens] = [Roles.Superviseur, Roles.Administrateur],
        [Piloter] = [Roles.Superviseur, Roles.Administrateur],
        [VoirDesPersonnes] = [Roles.Superviseur],
        [Bureau] = [Roles.Referent, Roles.Superviseur],
        [Conserver] = [Roles.Superviseur, Roles.Administrateur],
        [Declarer] = [Roles.Superviseur],
        [Administrer] = [Roles.Administrateur],
    };
}
