using Accompagnement.Api.Securite;
using Accompagnement.Api.Tests.Infrastructure;

namespace Accompagnement.Api.Tests;

/// <summary>A waiting list in which everything that can happen to a wait happens once, worked out by hand from the contract.</summary>
public sealed class PilotageCasDifficiles
{
    private readonly Faits faits = new("/attente");
    private readonly List<string> lignes = [];

    [Fact]
    public async Task Une_liste_d_attente_calculee_a_la_main_se_retrouve_au_jour_pres()
    {
        await using var hote = await HoteDeTest.DemarrerAsync();
        Raconter();
        await hote.ImporterAsync(lignes);
        using var client = hote.Client(Roles.Superviseur);

        // Waiting: the first, the two of the merged person (one person), and the one whose type was rectified. Of the ten waits, 0 | 10 c 10 c |
        // 20 c | 41 c 41 c | 45 | 50 | 60 | 171 c: S is 0.9, then 0.675 at 45, 0.45 at 50, 0.225 at 60. Places: 3 less 1 blocked less 4 taken.
        (await CsvAsync("listes-attente?au=2015-06-30&par=type")).ShouldBe(["AEMO_J;;;2015-06-30;3;2015-01-10;50;;0,225;1;1;0;-2", "AEMO_RENFORCEE;;;2015-06-30;1;2015-04-11;;;1;0;0;0;"]);
        (await CsvAsync("delais?code=D3&periode=2015&au=2015-06-30&type=AEMO_J")).ShouldBe(["D3;;;;10;4;4;2;50;60;;38,75;0,775"]);

        // As known that evening: the start of 1 March is not entered yet, the two persons are not one yet, the type is not rectified yet.
        (await CsvAsync("listes-attente?au=2015-06-30&vuAu=2015-06-30&par=type")).ShouldBe(
        [
            "AED_IED;;;2015-06-30;1;2015-06-20;;;1;0;1;0;", "AEMO_J;;;2015-06-30;4;2015-01-10;60;;0,444444;1;0;0;-1", "AEMO_RENFORCEE;;;2015-06-30;1;2015-04-11;;;1;0;0;0;",
        ]);

        // The decision withdrawn in June still waits as known in May; the start withdrawn in April, and entered again, ended its wait on 9 May.
        (await CsvAsync("listes-attente?au=2015-05-31&vuAu=2015-05-31&par=type&type=AEMO_J")).ShouldBe(["AEMO_J;;;2015-05-31;5;2015-01-10;60;;0,5;1;3;1;0"]);

        // Four measures waited then, four do now: one is withdrawn by its late start, one is of another person since the merge, one has another type.
        (await CsvAsync("restitution?code=L1&au=2015-06-30&vuAu=2015-06-30&par=type&type=AEMO_J")).ShouldBe(["L1;AEMO_J;;;2015-06-30;2015-06-30;4;4;0;2;2"]);

        // What happened to the measures after their wait does not change what was said of it.
        (await CsvAsync("restitution?code=L1&au=2015-02-15&vuAu=2015-02-15&par=type&type=AEMO_J")).ShouldBe(["L1;AEMO_J;;;2015-02-15;2015-02-15;3;3;0;0;0"]);
        (await CsvAsync("listes-attente/serie?au=2015-06-30&depuis=2015-01-01&type=AEMO_J")).ShouldBe(
        [
            "2015-01-01;2;2;0;0;0", "2015-02-01;3;1;0;0;0", "2015-03-01;2;2;3;0;0", "2015-04-01;2;1;1;0;0", "2015-05-01;3;2;1;0;0", "2015-06-01;4;1;0;0;0",
        ]);
        (await CsvAsync("charge?au=2015-06-30")).ShouldBe(["AGT-1;;mesure;1;2;;;false"]);

        async Task<string[]> CsvAsync(string appel) =>
            [.. (await client.TexteAsync($"/api/pilotage/{appel}", "text/csv")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1)];
    }

    private void Raconter()
    {
        lignes.Add(faits.Ligne("StructureEnregistree", "structure/ADAE", "2013-01-02", new { type = "associationAemo", nom = "ADAE", codeInsee = "62041" }));
        lignes.Add(faits.Ligne("CapaciteFixee", "structure/ADAE", "2013-01-02", new { pour = "AEMO_J", places = 3 }));
        lignes.Add(faits.Ligne("PlacesBloquees", "structure/ADAE", "2015-01-05", new { places = 1, motif = "travaux" }));

        var (sujet, mesure) = Decider("2015-01-10");
        Noter("SubstitutionMiseEnPlace", sujet, "2015-02-01", new { mesureId = mesure, type = "ASAP_MONO" });
        (sujet, mesure) = Decider("2015-02-01");
        Noter("MesureDemarree", sujet, "2015-03-23", new { mesureId = mesure, agent = "AGT-1", intensite = "renforcee" });
        (sujet, mesure) = Decider("2015-03-01");
        Noter("MesureAbandonnee", sujet, "2015-03-21", new { mesureId = mesure, motif = "demenagement" });

        // Converted while it waits: another measure waits in its place.
        (sujet, mesure) = Decider("2015-04-01");
        var autre = Guid.NewGuid();
        Noter("MesureDecidee", sujet, "2015-04-11", new { mesureId = autre, type = "AEMO_RENFORCEE", cadre = "judiciaire" });
        Noter("MesureConvertie", sujet, "2015-04-11", new { mesureId = mesure, vers = autre });

        (sujet, _) = Decider("2015-05-01", service: null, id: "retiree");
        Noter("EvenementAnnule", sujet, "2015-06-01", new { evenementId = "retiree", motif = "erreur" });

        // Started before it was decided, and entered in that order; started in March, and entered in July.
        (sujet, mesure) = Decider("2015-06-10");
        Noter("MesureDemarree", sujet, "2015-06-05", new { mesureId = mesure }, "2015-06-12");
        (sujet, mesure) = Decider("2015-01-15");
        Noter("MesureDemarree", sujet, "2015-03-01", new { mesureId = mesure }, "2015-07-15");

        (sujet, _) = Decider("2015-05-20");
        var (absorbe, _) = Decider("2015-05-20");
        Noter("DossiersFusionnes", sujet, "2015-08-01", new { absorbe = absorbe["trajectoire/".Length..] });

        (sujet, mesure) = Decider("2015-06-20", "AED_IED", service: null, id: "type");
        Noter("EvenementRectifie", sujet, "2015-07-01", new { evenementId = "type", donnees = new { mesureId = mesure, type = "AEMO_J", cadre = "judiciaire" }, motif = "type" });

        (sujet, mesure) = Decider("2015-03-10");
        Noter("MesureDemarree", sujet, "2015-03-20", new { mesureId = mesure }, id: "demarrage");
        Noter("EvenementAnnule", sujet, "2015-04-05", new { evenementId = "demarrage", motif = "erreur" });
        Noter("MesureDemarree", sujet, "2015-05-09", new { mesureId = mesure });
    }

    /// <summary>Somebody new, for whom a measure is decided and given to a service.</summary>
    private (string Sujet, Guid Mesure) Decider(string jour, string type = "AEMO_J", string? service = "ADAE", string? id = null)
    {
        var (personne, mesure) = (Guid.NewGuid(), Guid.NewGuid());
        lignes.AddRange(faits.Inscrire(personne, "2008-01", "62041"));
        Noter("MesureDecidee", Faits.Personne(personne), jour, new { mesureId = mesure, type, cadre = "judiciaire" }, id: id);
        if (service is not null)
        {
            Noter("MesureAttribuee", Faits.Personne(personne), jour, new { mesureId = mesure, structure = service });
        }

        return (Faits.Personne(personne), mesure);
    }

    private void Noter(string type, string sujet, string jour, object donnees, string? saisiLe = null, string? id = null) =>
        lignes.Add(faits.Ligne(type, sujet, jour, donnees, saisiLe, id));
}
