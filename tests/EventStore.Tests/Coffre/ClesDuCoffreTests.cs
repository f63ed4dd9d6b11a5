using System.Text;
using Accompagnement.Domain.Faits;
using Accompagnement.EventStore.Coffre;

namespace Accompagnement.EventStore.Tests.Coffre;

public sealed class ClesDuCoffreTests
{
    [Fact]
    public async Task Un_demarrage_avec_une_autre_cle_est_refuse_et_sans_la_cle_aussi()
    {
        await using var atelier = await Atelier.OuvrirAsync();
        await atelier.Coffre.VerifierAsync(default);
        await atelier.Coffre.VerifierAsync(default);
        await Should.ThrowAsync<CoffreFermeException>(atelier.Avec(Atelier.Cle(1, 8)).VerifierAsync(default));
        await Should.ThrowAsync<CoffreFermeException>(atelier.Avec(Atelier.Cle(2, 7)).VerifierAsync(default));
        await atelier.Coffre.VerifierAsync(default);
    }

    [Fact]
    public async Task Deux_premiers_demarrages_avec_des_cles_differentes_ne_passent_pas_tous_les_deux()
    {
        await using var atelier = await Atelier.OuvrirAsync();
        var essais = await Task.WhenAll(Enumerable.Range(1, 6).Select(async i =>
        {
            try
            {
                await atelier.Avec(Atelier.Cle(1, (byte)i)).VerifierAsync(default);
                return true;
            }
            catch (CoffreFermeException)
            {
                return false;
            }
        }));
        essais.Count(e => e).ShouldBe(1);
    }

    [Fact]
    public async Task Sans_ses_temoins_le_coffre_reconnait_encore_sa_cle()
    {
        await using var atelier = await Atelier.OuvrirAsync();
        await atelier.InscrireAsync(new("Dupré"));
        await Should.ThrowAsync<CoffreFermeException>(atelier.Avec(Atelier.Cle(1, 8)).VerifierAsync(default));
        await atelier.Coffre.VerifierAsync(default);
    }

    [Fact]
    public async Task La_rotation_reprend_ou_elle_s_est_arretee_et_l_ancienne_cle_peut_partir()
    {
        await using var atelier = await Atelier.OuvrirAsync();
        await atelier.Coffre.VerifierAsync(default);
        var personnes = new List<Guid>();
        for (var i = 0; i < 30; i++)
        {
            personnes.Add(await atelier.InscrireAsync(new($"Nom{i}"), $"note {i}"));
        }

        var deux = Trousseau.Lire([Atelier.Cle(1, 7), Atelier.Cle(2, 9)]);
        await new CoffreFort(atelier.Base.Source, deux).VerifierAsync(default);
        var rotation = new RotationDesCles(atelier.Base.Source, deux);
        using var arret = new CancellationTokenSource();
        await arret.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(rotation.ExecuterAsync(ct: arret.Token));
        (await rotation.ResteAsync()).ShouldBe(30);
        (await rotation.ExecuterAsync()).ShouldBe(30);
        (await rotation.ExecuterAsync()).ShouldBe(0);

        var apres = atelier.Avec(Atelier.Cle(2, 9));
        await apres.VerifierAsync(default);
        (await apres.TextesAsync(personnes)).Values.Order().First().ShouldBe("note 0");
        await Should.ThrowAsync<CoffreFermeException>(atelier.Coffre.OuvrirAsync(personnes[0]));
    }

    [Fact]
    public void Le_fichier_de_cles_garde_la_recherche_et_les_rejets_quand_la_premiere_version_est_retiree()
    {
        var fichier = Path.Combine(Path.GetTempPath(), $"cles-{Guid.NewGuid():N}", "coffre");
        try
        {
            var un = Trousseau.LireOuCreer(fichier);
            Trousseau.AjouterVersion(fichier).Versions.ShouldBe([(short)1, (short)2]);
            var deux = Trousseau.RetirerAnciennes(fichier);
            deux.Versions.ShouldBe([(short)2]);
            new Empreinteur(deux).DuNom("Dupré").ShouldBe(new Empreinteur(un).DuNom("Dupré"));
            File.GetUnixFileMode(fichier).ShouldBe(UnixFileMode.UserRead);
            var lot = Guid.NewGuid();
            var rejet = new CoffreFort(null!, un).ScellerRejet(lot, 3, "ligne"u8);
            Encoding.UTF8.GetString(new CoffreFort(null!, deux).OuvrirRejet(lot, 3, rejet)).ShouldBe("ligne");
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(fichier)!, recursive: true);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("1:pas du base64")]
    [InlineData("1:QUJD")]
    [InlineData("x:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("1")]
    public void Un_fichier_de_cles_illisible_est_refuse(string ligne) => Should.Throw<InvalidDataException>(() => Trousseau.Lire([ligne]));

    [Fact]
    public async Task Deux_transactions_qui_creent_la_cle_d_une_personne_n_en_gardent_qu_une_et_l_autre_recommence()
    {
        await using var atelier = await Atelier.OuvrirAsync();
        var personne = await atelier.InscrireAsync(null);
        await using var a = await atelier.Base.Source.OpenConnectionAsync();
        await using var b = await atelier.Base.Source.OpenConnectionAsync();
        var (secretA, secretB) = (new Secret(Guid.NewGuid(), NatureSecret.Texte, "a"u8.ToArray()), new Secret(Guid.NewGuid(), NatureSecret.Texte, "b"u8.ToArray()));
        var commandesA = await atelier.Coffre.ScellerAsync([new(personne, secretA)], a, default);
        var commandesB = await atelier.Coffre.ScellerAsync([new(personne, secretB)], b, default);
        var fait = Atelier.Fait(personne, new Domain.Accueil.EntretienRealise(Note: new(secretA.Id)));
        await atelier.Store.AppendAsync(new(Sujet.Trajectoire(personne), 1, [fait]), commandesA);
        await Should.ThrowAsync<VersionConflictException>(atelier.Store.AppendAsync(new(Sujet.Trajectoire(personne), 1, [Atelier.Fait(personne, new Domain.Personnes.DossierClos())]), commandesB));
        (await atelier.Coffre.TextesAsync([personne])).ShouldBe(new Dictionary<Guid, string> { [secretA.Id] = "a" });
    }
}
