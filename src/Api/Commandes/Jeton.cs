using Accompagnement.Api.Hote;
using Accompagnement.Api.Securite;

namespace Accompagnement.Api.Commandes;

/// <summary>Prints a bearer token signed with the instance's own key.</summary>
public static class Jeton
{
    private static readonly string[] Services = ["ase", "social", "logement", "autonomie"];

    public static int Executer(Arguments arguments)
    {
        if (arguments.Admettre("donnees", "agent", "site", "service", "croisements-fins").Mots is not [var role] || !Roles.Tous.Contains(role))
        {
            throw new UsageException($"Un rôle est attendu : {string.Join(", ", Roles.Tous)}.");
        }

        if (arguments.Options("service").FirstOrDefault(s => !Services.Contains(s)) is { } inconnu)
        {
            throw new UsageException($"Service inconnu : {inconnu}. Services : {string.Join(", ", Services)}.");
        }

        var fins = arguments.Option("croisements-fins");
        if (fins is not null and not "oui" and not "non" || (fins == "oui" && role != Roles.Statisticien))
        {
            throw new UsageException("--croisements-fins oui|non : croiser sexe, âge et commune, pour un statisticien.");
        }

        var jetons = new Jetons(Instance.LireOuCreerSecret(arguments.Instance(), "jetons"), TimeProvider.System);
        Console.WriteLine(jetons.Signer(role, arguments.Option("agent"), arguments.Options("site"), arguments.Options("service"), croisementsFins: fins == "oui"));
        return 0;
    }
}
