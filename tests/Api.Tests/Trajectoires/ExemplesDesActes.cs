using System.Net;
using Accompagnement.Api.Securite;
using Accompagnement.Api.Tests.Infrastructure;
using Accompagnement.Domain.Agents;
using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Orientation;
using Accompagnement.Domain.Personnes;
using Accompagnement.Domain.Tests.Actes;

namespace Accompagnement.Api.Tests.Trajectoires;

public sealed class ExemplesDesActes
{
    /// <summary>What the examples of corrections and of attachments name.</summary>
    private const string Cible = "g-2015-000123";

    [Fact]
    public async Task L_exemple_de_chaque_acte_est_accepte_par_HTTP_dans_chaque_flux()
    {
        await using var hote = await HoteDeTest.DemarrerAsync(HoteDeTest.A(DossierTemoin.Maintenant));
        using var client = hote.Client(Roles.Superviseur, "AGT-0042");
        await hote.EcrireAsync(DossierTemoin.Doublon, new PersonneInscrite(Sexe.F, new Mois(1984, 5)));

        var envoyes = 0;
        foreach (var acte in Actes.Tous)
        {
            foreach (var nature in (Flux[])[Flux.Trajectoire, Flux.Foyer, Flux.Agent, Flux.Structure, Flux.Registre])
            {
                // A register's contact has no reason to correct: the example is one of a file.
                if ((acte.Flux & nature) == 0 || (nature == Flux.Registre && acte.Chemin == "rectifications"))
                {
                    continue;
                }

                var chemin = await PreparerAsync(hote, acte, nature);
                var (reponse, corps) = await client.PosterAsync($"{chemin}/{acte.Chemin}".TrimEnd('/'), acte.Exemple);
                reponse.IsSuccessStatusCode.ShouldBeTrue($"{chemin}/{acte.Chemin} : {(int)reponse.StatusCode} {corps}");
                reponse.Headers.ETag.ShouldNotBeNull();
                corps.GetProperty("faits").GetArrayLength().ShouldBeGreaterThan(0, acte.Chemin);
                reponse.StatusCode.ShouldBe(acte.Chemin.Length == 0 && nature is Flux.Trajectoire or Flux.Foyer ? HttpStatusCode.Created : HttpStatusCode.OK);
                envoyes++;
            }
        }

        envoyes.ShouldBeGreaterThan(Actes.Tous.Count);
    }

    private static async Task<string> PreparerAsync(HoteDeTest hote, Acte acte, Flux nature)
    {
        var jour = new DateOnly(2025, 3, 3);
        var ouvre = acte.Chemin.Length == 0;
        switch (nature)
        {
            case Flux.Trajectoire when ouvre:
                return "/api/trajectoires";
            case Flux.Trajectoire:
                var personne = Guid.NewGuid();
                await hote.EcrireAsync(personne, DossierTemoin.Passe());
                await hote.EcrireAsync(Sujet.Trajectoire(personne), jour, (new OrientationConfirmee(), $"{Cible}"));
                if (acte.Chemin is "reouverture" or "separation")
                {
                    await hote.EcrireAsync(personne, acte.Chemin == "reouverture" ? new DossierClos() : new DossiersFusionnes(DossierTemoin.Doublon));
                }

                return $"/api/trajectoires/{personne}";
            case Flux.Foyer when ouvre:
                return "/api/foyers";
            case Flux.Foyer:
                var foyer = Guid.NewGuid();
                await hote.EcrireAsync(Sujet.Foyer(foyer), jour, (new FoyerConstitue(TypeFoyer.Rsa), null), (new FoyerDissous(), Cible));
                return $"/api/foyers/{foyer}";
            case Flux.Agent:
                var agent = $"AGT-{Guid.NewGuid():N}"[..12];
                if (!ouvre)
                {
                    await hote.EcrireAsync(Sujet.Agent(agent), jour, (new AgentEnregistre(), null), (new AbsenceDebutee(), Cible));
                }

                return $"/api/agents/{agent}";
            case Flux.Structure:
                var structure = $"MECS-{Guid.NewGuid():N}"[..12];
                if (!ouvre)
                {
                    await hote.EcrireAsync(Sujet.Structure(structure), jour, (new StructureEnregistree(CodeOuTexte.DuCode("MECS")), null), (new StructureFermee(), Cible));
                }

                return $"/api/structures/{structure}";
            default:
                var site = $"SITE-{Guid.NewGuid():N}"[..12];
                await hote.EcrireAsync(Sujet.Registre(site), jour, (new Domain.Accueil.ContactRecu(Domain.Accueil.ModeContact.Physique), Cible));
                return $"/api/registres/{site}";
        }
    }
}
