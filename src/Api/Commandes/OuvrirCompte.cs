using Accompagnement.Api.Administration;
using Accompagnement.Api.Hote;
using Accompagnement.Api.Reponses;
using Accompagnement.Api.Securite;
using Accompagnement.Domain.Acces;
using Accompagnement.EventStore.Traces;

namespace Accompagnement.Api.Commandes;

/// <summary>
/// Opens the first local account of an instance, or gives an administrator who is locked out a new first password; the others are opened
/// from the page. Traced like there, under the name of the shell.
/// </summary>
public static class OuvrirCompte
{
    private static readonly Compte Shell = new("shell", RoleCompte.Administrateur);

    public static async Task<int> ExecuterAsync(Arguments arguments, CancellationToken ct)
    {
        var options = arguments.Admettre("donnees", "nom", "role").Instance();
        if (arguments.Mots is not [var identifiant])
        {
            throw new UsageException("Un identifiant est attendu : compte IDENTIFIANT [--nom « Prénom Nom »] [--role administrateur].");
        }

        await using var instance = await Instance.OuvrirAsync(options, proprietaire: false, ct);
        await using var journal = new JournalDesTraces(instance.Source);
        var tenue = new TenueDesComptes(instance.Source, new Sessions(instance.Source, TimeProvider.System), journal, TimeProvider.System);
        var connu = (await tenue.LireAsync(ct)).Any(c => c.Compte.Identifiant == identifiant);
        var (motDePasse, refus) = connu
            ? await tenue.DonnerMotDePasseAsync(identifiant, Shell, null, ct)
            : await tenue.OuvrirAsync(new(identifiant, arguments.Option("nom") ?? identifiant, arguments.Option("role") ?? Roles.Administrateur, null, [], []), Shell, null, ct);
        if (refus is not null)
        {
            Console.Error.WriteLine(refus.Detail);
            return 1;
        }

        var fin = TimeProvider.System.GetUtcNow() + TenueDesComptes.Provisoire;
        Console.WriteLine($"{(connu ? "Compte rouvert" : "Compte ouvert")} : {identifiant}. Mot de passe provisoire, à changer avant le {Formats.Instant(fin)} : {motDePasse}");
        return 0;
    }
}
