using System.Globalization;
using Accompagnement.Api.Hote;
using Accompagnement.Api.Points;
using Accompagnement.Domain.Acces;
using Accompagnement.Domain.Dossiers;
using Accompagnement.Domain.Faits;
using Accompagnement.EventStore.Coffre;
using Accompagnement.EventStore.Postgres;
using Accompagnement.EventStore.Traces;

namespace Accompagnement.Api.Commandes;

/// <summary>
/// Retention from a shell: a dry run, the execution of a list that was confirmed in the pages, and the end of old traces. Drawing up
/// and confirming are done signed in, by two people.
/// </summary>
public static class Conserver
{
    /// <summary>Traces are of use for six months to a year (CNIL, délibération 2021-122): younger ones are not removed.</summary>
    private const int MoisDeTraces = 6;

    public static async Task<int> ExecuterAsync(Arguments arguments, CancellationToken ct)
    {
        var options = arguments.Admettre("donnees", "au", "avant").Instance();
        var horloge = TimeProvider.System;
        var aujourdhui = Calendrier.Jour(horloge.GetUtcNow());
        await using var instance = await Instance.OuvrirAsync(options, proprietaire: false, ct);
        using var store = new PostgresEventStore(instance.Source);
        await using var journal = new JournalDesTraces(instance.Source);
        var campagne = new CampagneDeConservation(
            instance.Source, store, instance.Coffre, new(instance.Source, store, horloge), journal, horloge);
        switch (arguments.Mots)
        {
            case ["simuler"]:
                return await SimulerAsync(campagne, Jour(arguments, "au") ?? aujourdhui, ct);
            case ["executer", var texte] when Guid.TryParse(texte, out var liste):
                return await ExecuterAsync(campagne, liste, ct);
            case ["purger-traces"] when Jour(arguments, "avant") is { } avant:
                return await PurgerAsync(instance, avant, aujourdhui, ct);
            default:
                throw new UsageException("Une étape est attendue : simuler [--au JOUR], executer LISTE, ou purger-traces --avant JOUR.");
        }
    }

    private static async Task<int> SimulerAsync(CampagneDeConservation campagne, DateOnly jour, CancellationToken ct)
    {
        var propositions = await campagne.SimulerAsync(jour, ct);
        Console.WriteLine(string.Create(Reponses.Formats.Francais, $"Au {Libelles.De(jour)}, une liste contiendrait {propositions.Count} dossiers. Rien n'est écrit."));
        foreach (var compte in PointsConservation.ParRegle(propositions))
        {
            Console.WriteLine($"  {compte.Regle,-16} {(compte.Issue == IssueConservation.Archivage ? "archiver" : "effacer"),-9} {compte.Dossiers}");
        }

        return 0;
    }

    private static async Task<int> ExecuterAsync(CampagneDeConservation campagne, Guid liste, CancellationToken ct)
    {
        if (await campagne.ListeAsync(liste, ct) is not { ConfirmeeLe: not null } confirmee)
        {
            throw new UsageException("Cette liste n'existe pas, ou personne ne l'a confirmée : rien n'est effacé.");
        }

        using var avancement = new Avancement("Conservation", "dossiers");
        var bilan = await campagne.ExecuterAsync(liste, new("ops/conservation", RoleCompte.Administrateur), new Suivi(avancement, confirmee.Dossiers), ct);
        Console.WriteLine($"{bilan.Effaces} effacés, {bilan.Archives} mis en archive, {bilan.Ecartes} écartés, {bilan.EncoreDus} laissés.");
        return 0;
    }

    private static async Task<int> PurgerAsync(Instance instance, DateOnly avant, DateOnly aujourdhui, CancellationToken ct)
    {
        if (avant > aujourdhui.AddMonths(-MoisDeTraces))
        {
            throw new UsageException($"Les traces se gardent {MoisDeTraces} mois au moins : --avant est un jour plus ancien.");
        }

        var retirees = await new LecteurDesTraces(instance.Proprietaire).PurgerAsync(Calendrier.Minuit(avant), ct);
        Console.WriteLine($"{retirees} traces d'avant le {avant:yyyy-MM-dd} sont retirées ; la chaîne se prouve à partir de là.");
        return 0;
    }

    private static DateOnly? Jour(Arguments arguments, string option) => arguments.Option(option) is not { } texte
        ? null
        : DateOnly.TryParseExact(texte, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var jour)
            ? jour
            : throw new UsageException($"--{option} attend un jour (AAAA-MM-JJ).");

    private sealed class Suivi(Avancement avancement, long total) : IProgress<int>
    {
        public void Report(int value) => avancement.Montrer(value, total);
    }
}
