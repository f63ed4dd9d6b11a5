using Accompagnement.Domain.Accueil;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;
using Accompagnement.Domain.Referentiels;
using Accompagnement.Projections.Catalogue;
using Accompagnement.Projections.Faits;
using Accompagnement.Projections.Tests.Moteur;

namespace Accompagnement.Projections.Tests.Faits;

/// <summary>Contacts at a reception, with a name or without, are counted once, where they were received.</summary>
public sealed class ContactsTests
{
    private static readonly Sujet Arras = Sujet.Registre("ARRAS");

    [Fact]
    public void Un_contact_sans_nom_est_un_acte_du_site_qui_l_a_recu()
    {
        var recit = new Recit();
        recit.Le("2015-03-02", new ContactRecu(ModeContact.Telephone), sujet: Arras);
        recit.Lignes(Nature.Contact, l => $"{l.Structure} {(ModeContact)l.Type} {l.Commune}").ShouldBe(["2015-03-02 [2015-03-02, …[ ARRAS Telephone 0"]);
    }

    [Fact]
    public void Un_contact_rattache_ensuite_a_une_personne_ne_compte_pas_une_seconde_fois()
    {
        var recit = new Recit();
        recit.Inscrire(commune: "62041");
        recit.Le("2015-03-09", new ContactRattache("ARRAS", "r1"));
        recit.Lignes(Nature.Contact).ShouldBeEmpty();

        recit.Le("2015-03-10", new ContactRecu(ModeContact.Physique));
        recit.Lignes(Nature.Contact).ShouldBe(["2015-03-10 [2015-03-10, …["]);
    }

    [Fact]
    public void Un_contact_annule_n_a_jamais_ete()
    {
        var recit = new Recit();
        var id = recit.Le("2015-03-02", new ContactRecu(ModeContact.Physique), sujet: Arras);
        recit.Le("2015-03-02", new ContactRecu(ModeContact.Courrier), sujet: Arras);
        recit.Le("2015-04-01", new EvenementAnnule(id), sujet: Arras);

        recit.Lignes(Nature.Contact).ShouldBe(["2015-03-02 [2015-03-02, 2015-04-01[", "2015-03-02 [2015-03-02, …["], ignoreOrder: true);
    }

    [Fact]
    public async Task Le_compte_par_site_suit_chaque_jour_et_ne_change_pas_au_rattachement()
    {
        var personne = Sujet.Trajectoire(Guid.NewGuid());
        var premier = Fait(Arras, "2015-03-02", new ContactRecu(ModeContact.Telephone), "a");
        await using var atelier = await Atelier.AvecAsync(
        [
            premier,
            Fait(Arras, "2015-03-03", new ContactRecu(ModeContact.Physique), "b"),
            Fait(personne, "2015-03-03", new ContactRecu(ModeContact.Physique), "c", site: "LENS"),
        ]);
        (await ComptesAsync()).ShouldBe(["ARRAS 2", "LENS 1"]);

        await atelier.EnregistrerAsync([Fait(personne, "2015-03-20", new ContactRattache("ARRAS", "a"), "d"), Fait(Arras, "2015-03-21", new ContactRecu(ModeContact.AllerVers), "e")]);
        await atelier.SuivreAsync(10);
        (await ComptesAsync()).ShouldBe(["ARRAS 3", "LENS 1"]);

        await atelier.EnregistrerAsync([Fait(Arras, "2015-03-22", new EvenementAnnule("a"), "f")]);
        await atelier.SuivreAsync(10);
        (await ComptesAsync()).ShouldBe(["ARRAS 2", "LENS 1"]);

        async Task<string[]> ComptesAsync()
        {
            var question = new Question(Periode.Mois(2015, 3), [Decoupage.Departement], [Dimension.Service], null);
            await using var connection = await atelier.Source.OpenConnectionAsync();
            await using var batch = new Npgsql.NpgsqlBatch(connection);
            batch.BatchCommands.Add(Compilateur.Compiler((Comptage)CatalogueIndicateurs.DuCode("C1")!.Calcul, question));
            await using var lignes = await batch.ExecuteReaderAsync();
            var comptes = new List<string>();
            while (await lignes.ReadAsync())
            {
                comptes.Add($"{lignes.GetString(2)} {lignes.GetInt64(3)}");
            }

            return [.. comptes.Order()];
        }
    }

    private static Fait Fait(Sujet sujet, string jour, IEvenement evenement, string id, string? site = null)
    {
        var instant = Calendrier.Minuit(DateOnly.Parse(jour, System.Globalization.CultureInfo.InvariantCulture)).AddHours(9);
        return new(sujet, evenement, instant, instant, new("/tests", id, Site: site));
    }
}
