using Accompagnement.Domain.Mesures;
using Accompagnement.EventStore.Marten;
using JasperFx.Events;
using Marten;
using Npgsql;

namespace Accompagnement.Bench;

/// <summary>Marten itself, used as its documentation shows, on the same server and with the same facts: who recorded them, where and when included.</summary>
internal static class MartenDansLeMemePassage
{
    public static async Task MesurerAsync(ServeurDeMesure serveur, Tableau tableau, Rythme ajout, Rythme charge, Rythme bloc)
    {
        var simple = await AvecAsync(serveur, preparation: 0);
        var prepare = await AvecAsync(serveur, preparation: 100);
        tableau.Ajouter("Marten, ajout", simple.Ajout.ParSeconde, "faits/s");
        tableau.Ajouter("— médiane d'un ajout", simple.Ajout.P50, "ms");
        tableau.Ajouter("Marten préparé, ajout", prepare.Ajout.ParSeconde, "faits/s");
        tableau.Ajouter("Marten, lire 50, en ajouter un : médiane", simple.Charge.P50, "ms");
        tableau.Ajouter("Marten préparé, lire 50, en ajouter un : médiane", prepare.Charge.P50, "ms");
        tableau.Ajouter("Marten, ajout en bloc", simple.Bloc.ParSeconde, "faits/s");
        AuMoins("ajout ÷ Marten", ajout.ParSeconde / simple.Ajout.ParSeconde, 2);
        AuMoins("ajout ÷ Marten préparé", ajout.ParSeconde / prepare.Ajout.ParSeconde, 1.3);
        var rapport = charge.P50 / simple.Charge.P50;
        tableau.Ajouter("lire et ajouter ÷ Marten", rapport, "×", "≤ 0,45 ×", rapport <= 0.45);
        AuMoins("ajout en bloc (deux connexions) ÷ Marten", bloc.ParSeconde / simple.Bloc.ParSeconde, 1.7);

        void AuMoins(string mesure, double rapport, double cible) => tableau.Ajouter(mesure, rapport, "×", $"≥ {cible} ×", rapport >= cible);
    }

    private static async Task<(Rythme Ajout, Rythme Charge, Rythme Bloc)> AvecAsync(ServeurDeMesure serveur, int preparation)
    {
        var chaine = await serveur.BaseNeuveAsync();
        (Rythme, Rythme, Rythme) rythmes;
        await using (var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(chaine) { MaxAutoPrepare = preparation }))
        await using (var marten = Configuration.Ouvrir(source))
        {
            rythmes = (await AjouterAsync(marten), await ChargerAsync(marten), await EnBlocAsync(marten));
        }

        await serveur.RetirerAsync(chaine);
        return rythmes;
    }

    private static Task<Rythme> AjouterAsync(DocumentStore marten) => Chrono.RepeterAsync(4, 1_000, 5, async _ =>
    {
        await using var session = marten.LightweightSession();
        session.Events.StartStream(Guid.NewGuid(), Evenements(session, 5));
        await session.SaveChangesAsync();
    });

    private static async Task<Rythme> ChargerAsync(DocumentStore marten)
    {
        var flux = Enumerable.Range(0, 1_000).Select(_ => Guid.NewGuid()).ToArray();
        await using (var session = marten.LightweightSession())
        {
            await marten.BulkInsertEventsAsync([.. flux.Select(f => StreamAction.Start(marten.Events, f, Evenements(session, 50)))]);
        }

        return await Chrono.RepeterAsync(1, 1_000, 1, async _ =>
        {
            await using var session = marten.LightweightSession();
            var lu = await session.Events.FetchForWriting<Mesures>(flux[Random.Shared.Next(flux.Length)]);
            if (lu.Aggregate?.Decidees < 50)
            {
                throw new InvalidOperationException("The stream is not what was written.");
            }

            lu.AppendMany(Evenements(session, 1));
            await session.SaveChangesAsync();
        });
    }

    private static Task<Rythme> EnBlocAsync(DocumentStore marten) => Chrono.RepeterAsync(1, 8, 5_000, async _ =>
    {
        await using var session = marten.LightweightSession();
        await marten.BulkInsertEventsAsync(
            [.. Enumerable.Range(0, 100).Select(_ => StreamAction.Start(marten.Events, Guid.NewGuid(), Evenements(session, 50)))], 5_000);
    });

    private static object[] Evenements(IDocumentSession session, int n) =>
        [.. MesuresDuStore.Faits(Guid.NewGuid(), n).Select(f => FaitDeMarten.Ecrire(session, f))];
}

/// <summary>What Marten folds a stream into.</summary>
public sealed class Mesures
{
    public Guid Id { get; set; }

    public int Decidees { get; set; }

    public void Apply(MesureDecidee _) => Decidees++;
}
