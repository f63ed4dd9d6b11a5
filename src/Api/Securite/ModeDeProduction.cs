namespace Accompagnement.Api.Securite;

/// <summary>Where this instance stands: to be tried, or in service.</summary>
public static class ModeDeProduction
{
    /// <summary>Whether the configuration says <c>Mode=production</c>.</summary>
    public static bool Est(IConfiguration configuration) => string.Equals(configuration["Mode"], "production", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether tokens signed with the instance's own key are taken: always, but in production only when it is asked for.</summary>
    public static bool AccepteSesPropresJetons(IConfiguration configuration) => !Est(configuration) || configuration.GetValue("Jetons:EnProduction", false);

    /// <summary>Whether one signs in with an account kept here: always, but in production only when it is asked for.</summary>
    public static bool AccepteLesComptesLocaux(IConfiguration configuration) => !Est(configuration) || configuration.GetValue("Comptes:Locaux", false);

    /// <summary>Whether protected figures stop at the end of the month before (docs/decisions/0083): in production, unless <c>Diffusion:Cloture</c> says otherwise.</summary>
    public static bool DiffuseParMois(IConfiguration configuration) => configuration["Diffusion:Cloture"]?.ToUpperInvariant() switch
    {
        null or "" => Est(configuration),
        "MOIS" => true,
        "AUCUNE" => false,
        var autre => throw new InvalidOperationException($"Diffusion:Cloture vaut « mois » ou « aucune », pas « {autre} »."),
    };

    /// <summary>What forbids to start in production; nothing elsewhere.</summary>
    public static IEnumerable<string> Empechements(IConfiguration configuration, bool comptesDeDemonstration)
    {
        if (!Est(configuration))
        {
            yield break;
        }

        if (comptesDeDemonstration)
        {
            yield return "les comptes de démonstration existent : supprimez-les (table acces.comptes, fichier cles/demonstration).";
        }

        if (FournisseurDIdentite.Lire(configuration) is null && !AccepteLesComptesLocaux(configuration))
        {
            yield return "personne ne pourrait se connecter : donnez Oidc:Autorite et Oidc:Audience, ou Comptes:Locaux=true.";
        }
    }
}
