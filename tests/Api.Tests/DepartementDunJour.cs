using Accompagnement.Api.Tests.Infrastructure;

namespace Accompagnement.Api.Tests;

/// <summary>
/// Files drawn at random in which decisions, starts, abandonments, conversions and substitutions fall on the same days, decisions are corrected or withdrawn after the
/// start, and persons are merged; services without any place; nothing of some kinds.
/// </summary>
internal sealed class DepartementDunJour
{
    private static readonly string[] Types = ["AEMO_J", "AED_IED", "TISF", "ASLL_SIMPLE"];
    private static readonly string?[] Communes = ["62041", "62160", "59350", null];
    private readonly Faits faits = new("/hasard");
    private readonly Random hasard;
    private readonly List<Guid> personnes = [];
    private int numero;

    public DepartementDunJour(Random hasard)
    {
        this.hasard = hasard;
        foreach (var (service, places) in new[] { ("ADAE", 3), ("ZERO", 0) })
        {
            Noter("StructureEnregistree", $"structure/{service}", 0, new { type = "associationAemo", nom = service, codeInsee = "62041" });
            Noter("CapaciteFixee", $"structure/{service}", 0, new { pour = "AEMO_J", places });
        }

        Noter("StructureEnregistree", "structure/S0", 0, new { type = "mds", nom = "S0", codeInsee = "62041" });
        for (var a = 0; a < 3; a++)
        {
            Noter("AgentEnregistre", $"agent/A{a}", 0, new { metier = "assistantSocial", site = $"S{a % 2}", etp = a / 2m });
        }

        Noter("AgentParti", "agent/A2", 500, new { });
        for (var p = 0; p < 40; p++)
        {
            Personne();
        }
    }

    public List<string> Lignes { get; } = [];

    private void Personne()
    {
        var (id, arrivee) = (Guid.NewGuid(), hasard.Next(200));
        var sujet = Faits.Personne(id);
        Lignes.AddRange(faits.Inscrire(id, "2005-03", Communes[hasard.Next(Communes.Length)], Jour(arrivee)));
        for (var i = hasard.Next(4); i > 0; i--)
        {
            Mesure(sujet, arrivee);
        }

        Insertion(sujet, arrivee);
        if (hasard.Next(3) > 0)
        {
            var (role, agent, du) = (hasard.Next(2) == 0 ? "rsa" : "ase", $"A{hasard.Next(3)}", hasard.Next(arrivee, 700));
            Noter("ReferentDesigne", sujet, du, new { role, agent });
            if (hasard.Next(2) == 0)
            {
                Noter("ReferentRemplace", sujet, du + hasard.Next(0, 2), new { role, ancien = agent, nouveau = $"A{hasard.Next(3)}" });
            }
        }

        // The file that is absorbed goes on being written to no more.
        if (personnes.Count > 0 && hasard.Next(5) == 0)
        {
            var absorbe = personnes[hasard.Next(personnes.Count)];
            personnes.Remove(absorbe);
            Noter("DossiersFusionnes", sujet, 1000, new { absorbe });
        }

        personnes.Add(id);
    }

    private void Mesure(string sujet, int arrivee)
    {
        var (mesure, decision, id) = (Guid.NewGuid(), hasard.Next(arrivee, 800), $"decision-{++numero}");
        Noter("MesureDecidee", sujet, decision, new { mesureId = mesure, type = Types[hasard.Next(Types.Length)], cadre = "judiciaire" }, id, Retard());
        if (hasard.Next(2) == 0)
        {
            Noter("MesureAttribuee", sujet, decision, new { mesureId = mesure, structure = hasard.Next(2) == 0 ? "ADAE" : "ZERO" }, retard: Retard());
        }

        if (hasard.Next(3) == 0)
        {
            Noter("SubstitutionMiseEnPlace", sujet, decision, new { mesureId = mesure, type = "ASAP_MONO" });
        }

        // Half of what follows falls on the day of the decision.
        var suite = decision + (hasard.Next(2) == 0 ? 0 : hasard.Next(300));
        switch (hasard.Next(5))
        {
            case 0:
                break;
            case 1:
                Noter("MesureAbandonnee", sujet, suite, new { mesureId = mesure, motif = "demenagement" }, retard: Retard());
                break;
            case 2:
                var vers = Guid.NewGuid();
                Noter("MesureDecidee", sujet, suite, new { mesureId = vers, type = Types[hasard.Next(Types.Length)], cadre = "judiciaire" });
                Noter("MesureConvertie", sujet, suite, new { mesureId = mesure, vers });
                break;
            default:
                Noter("MesureDemarree", sujet, suite, new { mesureId = mesure, agent = $"A{hasard.Next(3)}" }, retard: Retard());
                if (hasard.Next(2) == 0)
                {
                    Noter("MesureTerminee", sujet, suite + (hasard.Next(2) == 0 ? 0 : hasard.Next(300)), new { mesureId = mesure, motif = "objectifsAtteints" });
                }

                break;
        }

        switch (hasard.Next(6))
        {
            case 0:
                Noter("EvenementAnnule", sujet, suite + 10, new { evenementId = id, motif = "erreur" });
                break;
            case 1:
                Noter("EvenementRectifie", sujet, suite + 10, new { evenementId = id, donnees = new { mesureId = mesure, type = Types[hasard.Next(Types.Length)], cadre = "judiciaire" }, motif = "type" });
                break;
            default:
                break;
        }
    }

    private void Insertion(string sujet, int arrivee)
    {
        if (hasard.Next(2) == 0)
        {
            var (foyerId, du) = (Guid.NewGuid(), hasard.Next(arrivee, 700));
            Noter("DroitRsaOuvert", sujet, du, new { foyerId, composante = "socle" }, retard: Retard());
            Noter("DroitsEtDevoirsModifies", sujet, du, new { soumis = true, motif = "sansEmploi" });
            if (hasard.Next(2) == 0)
            {
                Noter("OrientationPrononcee", sujet, du + hasard.Next(0, 60), new { parcours = "social", decideur = "departement" });
            }
        }

        var (jour, ipId, procedureId, rendezVousId) = (hasard.Next(arrivee, 800), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        Noter("InformationPreoccupanteRecue", sujet, jour, new { ipId, emetteur = "ecole" });
        Noter("EvaluationIpConfiee", sujet, jour, new { ipId, site = hasard.Next(2) == 0 ? "S0" : null });
        Noter("RendezVousFixe", sujet, jour, new { rendezVousId, agent = $"A{hasard.Next(3)}", prevuLe = $"{Jour(jour)}T15:00:00+01:00" });
        Noter(hasard.Next(2) == 0 ? "RendezVousHonore" : "RendezVousManque", sujet, jour, new { rendezVousId });
        Noter("VisiteTentee", sujet, jour, new { resultat = "porteClose" });
        Noter("ProcedureExpulsionOuverte", sujet, jour, new { procedureId });
        Noter("StadeExpulsionFranchi", sujet, jour, new { procedureId, stade = "assignation" });
        Noter("SortieConstatee", sujet, jour, new { situation = "cdi", dispositif = "ACI" });
    }

    private int Retard() => hasard.Next(3) == 0 ? hasard.Next(200) : 0;

    private void Noter(string type, string sujet, int jour, object donnees, string? id = null, int retard = 0) =>
        Lignes.Add(faits.Ligne(type, sujet, Jour(jour), donnees, Jour(jour + retard), id));

    private static string Jour(int jour) => new DateOnly(2014, 1, 1).AddDays(jour).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
