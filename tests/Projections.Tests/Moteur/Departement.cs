using System.Globalization;
using System.Text.Json;
using Accompagnement.Domain.Accueil;
using Accompagnement.Domain.Agents;
using Accompagnement.Domain.Aides;
using Accompagnement.Domain.Enfance;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Logement;
using Accompagnement.Domain.Mesures;
using Accompagnement.Domain.Orientation;
using Accompagnement.Domain.Personnes;
using Accompagnement.Domain.Rsa;

namespace Accompagnement.Projections.Tests.Moteur;

/// <summary>
/// A small département drawn at random: persons, agents, services, over 2014–2016, with late entries, corrections, moves and
/// merges. The same seed gives the same events, in the order they were recorded.
/// </summary>
internal sealed class Departement
{
    private static readonly DateOnly Debut = new(2014, 1, 1);
    private static readonly string[] Communes = ["62041", "62119", "62498", "62160", "59350"];
    private static readonly TypeMesure[] Types = [TypeMesure.AEMO_J, TypeMesure.AEMO_A, TypeMesure.TISF];
    private static readonly string[] Agents = ["A1", "A2", "A3", "A4"];
    private static readonly string[] Services = ["ADAE", "EPDEF"];

    private readonly Random hasard;
    private readonly List<Fait> faits = [];
    private readonly List<Guid> personnes = [];
    private int numero;

    private Departement(int graine) => hasard = new(graine);

    /// <summary>The events, in the order of recording.</summary>
    public static List<Fait> Tirer(int graine, int personnes = 12)
    {
        var departement = new Departement(graine);
        departement.Structures();
        for (var i = 0; i < personnes; i++)
        {
            departement.Personne();
        }

        departement.Registre();

        // Recorded in the order of recording, but for some that were entered later with an earlier instant (an import).
        return [.. departement.faits.OrderBy(f => f.Saisi.AddDays(departement.hasard.Next(12) == 0 ? departement.hasard.Next(40) : 0).UtcTicks)];
    }

    private void Structures()
    {
        foreach (var service in Services)
        {
            var sujet = Sujet.Structure(service);
            Noter(sujet, 0, new StructureEnregistree(CodeOuTexte.DuCode("associationAemo"), CodeInsee: "62041"), 0);
            Noter(sujet, 10, new CapaciteFixee("AEMO_J", hasard.Next(1, 6)), 0);
            if (hasard.Next(2) == 0)
            {
                Noter(sujet, hasard.Next(100, 900), new PlacesBloquees(1, Pour: hasard.Next(2) == 0 ? "AEMO_J" : null));
            }
        }

        foreach (var agent in Agents)
        {
            var sujet = Sujet.Agent(agent);
            Noter(sujet, 0, new AgentEnregistre(Site: $"S{hasard.Next(2)}", Etp: hasard.Next(1, 6) / 5m), 0);
            if (hasard.Next(2) == 0)
            {
                Noter(sujet, hasard.Next(100, 900), new AffectationModifiee(Site: $"S{hasard.Next(3)}"));
            }

            if (hasard.Next(3) == 0)
            {
                Noter(sujet, hasard.Next(100, 900), new AbsenceDebutee(Jusquau: hasard.Next(2) == 0 ? Debut.AddDays(950) : null));
            }

            if (hasard.Next(5) == 0)
            {
                Noter(sujet, hasard.Next(920, 1000), new AgentParti());
            }
        }
    }

    /// <summary>A reception where some are not named; one contact is withdrawn, one belongs to somebody after all.</summary>
    private void Registre()
    {
        var sujet = Sujet.Registre("S0");
        var contacts = Enumerable.Range(0, hasard.Next(2, 12)).Select(_ => Noter(sujet, hasard.Next(900), new ContactRecu((ModeContact)hasard.Next(5)))).ToArray();
        if (hasard.Next(2) == 0)
        {
            Noter(sujet, 950, new EvenementAnnule(contacts[0].Provenance.Id));
        }

        var personne = Sujet.Trajectoire(personnes[hasard.Next(personnes.Count)]);
        Noter(personne, 960, new ContactRattache("S0", contacts[1].Provenance.Id));
        Noter(personne, hasard.Next(300, 900), new ContactRecu(ModeContact.Telephone));
    }

    private void Personne()
    {
        var id = Uuid();
        var sujet = Sujet.Trajectoire(id);
        var arrivee = hasard.Next(0, 200);
        var domiciles = new List<Fait>();
        Noter(sujet, arrivee, new PersonneInscrite((Sexe)hasard.Next(3), new Mois(hasard.Next(1950, 2013), hasard.Next(1, 13))), 0);
        for (var i = hasard.Next(3); i > 0; i--)
        {
            domiciles.Add(Noter(sujet, hasard.Next(arrivee, 900), new DomicileDeclare(Communes[hasard.Next(Communes.Length)])));
        }

        for (var i = hasard.Next(4); i > 0; i--)
        {
            Mesure(sujet, arrivee);
        }

        Insertion(sujet, arrivee);
        Autres(sujet, arrivee);
        if (domiciles.Count > 0 && hasard.Next(4) == 0)
        {
            Rectifier(domiciles[0], new DomicileDeclare(Communes[hasard.Next(Communes.Length)]));
        }

        if (personnes.Count > 0 && hasard.Next(6) == 0)
        {
            var absorbe = personnes[hasard.Next(personnes.Count)];
            Noter(sujet, hasard.Next(arrivee, 1000), new DossiersFusionnes(absorbe));
            personnes.Remove(absorbe);
        }

        personnes.Add(id);
    }

    private void Mesure(Sujet sujet, int arrivee)
    {
        var mesure = Uuid();
        var decision = hasard.Next(arrivee, 800);
        Noter(sujet, decision, new MesureDecidee(
            mesure, Types[hasard.Next(Types.Length)], Echeance: hasard.Next(2) == 0 ? Debut.AddDays(decision + hasard.Next(30, 400)) : null));
        for (var i = hasard.Next(3); i > 0; i--)
        {
            Noter(sujet, decision + hasard.Next(0, 60), new MesureAttribuee(mesure, Services[hasard.Next(Services.Length)]));
        }

        if (hasard.Next(3) == 0)
        {
            Noter(sujet, decision + hasard.Next(0, 60), new SubstitutionMiseEnPlace(mesure, TypeMesure.TISF));
        }

        var suite = decision + hasard.Next(0, 200);
        switch (hasard.Next(5))
        {
            case 0:
                break;
            case 1:
                Noter(sujet, suite, new MesureAbandonnee(mesure));
                break;
            default:
                var agent = hasard.Next(3) == 0 ? null : Agents[hasard.Next(Agents.Length)];
                var demarrage = Noter(sujet, suite, new MesureDemarree(mesure, agent, (Intensite)hasard.Next(2)));
                if (hasard.Next(8) == 0)
                {
                    Noter(sujet, Rang(demarrage.Saisi), new EvenementAnnule(demarrage.Provenance.Id), hasard.Next(60));
                }
                else if (hasard.Next(2) == 0)
                {
                    Noter(sujet, suite + hasard.Next(0, 300), new MesureTerminee(mesure));
                }

                break;
        }
    }

    private void Insertion(Sujet sujet, int arrivee)
    {
        if (hasard.Next(2) == 0)
        {
            var foyer = Uuid();
            var ouverture = hasard.Next(arrivee, 700);
            Noter(sujet, ouverture, new DroitRsaOuvert(foyer, (Composante)hasard.Next(4)));
            Noter(sujet, ouverture + hasard.Next(0, 3), new DroitsEtDevoirsModifies(true));
            if (hasard.Next(3) > 0)
            {
                var orientation = ouverture + hasard.Next(0, 90);
                Noter(sujet, orientation, new OrientationPrononcee((Parcours)hasard.Next(3)));
                if (hasard.Next(3) > 0)
                {
                    Noter(sujet, orientation + hasard.Next(0, 90), new ContratSigne(Uuid(), TypeContrat.CerSolidarite, Fin: Debut.AddDays(orientation + 400)));
                }

                if (hasard.Next(3) == 0)
                {
                    Noter(sujet, orientation + hasard.Next(0, 120), new ReorientationPrononcee(Parcours.Social, Parcours.Professionnel));
                }
            }

            if (hasard.Next(3) == 0)
            {
                Noter(sujet, ouverture + hasard.Next(60, 300), new DroitRsaFerme(foyer));
            }
        }

        foreach (var role in new[] { RoleReferent.Rsa, RoleReferent.Ase })
        {
            for (var i = hasard.Next(3); i > 0; i--)
            {
                var agent = Agents[hasard.Next(2) + 2 * (i % 2)];
                var designation = hasard.Next(arrivee, 800);
                Noter(sujet, designation, new ReferentDesigne(role, agent));
                if (hasard.Next(3) == 0)
                {
                    Noter(sujet, designation + hasard.Next(1, 200), new ReferentDecharge(role, agent));
                }
            }
        }
    }

    private void Autres(Sujet sujet, int arrivee)
    {
        for (var i = hasard.Next(3); i > 0; i--)
        {
            var ip = Uuid();
            var jour = hasard.Next(arrivee, 800);
            Noter(sujet, jour, new EvaluationIpConfiee(ip, $"S{hasard.Next(2)}"));
            if (hasard.Next(3) > 0)
            {
                Noter(sujet, jour + hasard.Next(0, 150), new EvaluationIpRendue(ip));
            }

            var demande = Uuid();
            Noter(sujet, jour, new AideSollicitee(demande, (Fonds)hasard.Next(4)));
            Noter(sujet, jour + hasard.Next(0, 20), new DossierComplet(demande));
            IEvenement suite = hasard.Next(3) switch { 0 => new AideAccordee(demande, 100), 1 => new AideRefusee(demande), _ => new AideRetiree(demande) };
            Noter(sujet, jour + hasard.Next(20, 90), suite);

            var rendezVous = Uuid();
            Noter(sujet, jour, new RendezVousFixe(rendezVous, PrevuLe: Calendrier.Minuit(Debut.AddDays(jour + 30)).AddHours(10), Agent: "A1"));
            var tenu = jour + 30;
            if (hasard.Next(3) == 0)
            {
                Noter(sujet, jour + hasard.Next(1, 30), new RendezVousReporte(rendezVous, Calendrier.Minuit(Debut.AddDays(tenu + 20)).AddHours(10)));
                tenu += 20;
            }

            Noter(sujet, tenu, hasard.Next(2) == 0 ? new RendezVousHonore(rendezVous) : new RendezVousManque(rendezVous, CauseManque.Usager));

            var procedure = Uuid();
            Noter(sujet, jour, new ProcedureExpulsionOuverte(procedure));
            var assignation = jour + hasard.Next(10, 90);
            Noter(sujet, assignation, new StadeExpulsionFranchi(procedure, StadeExpulsion.Assignation));
            if (hasard.Next(2) == 0)
            {
                Noter(sujet, assignation + hasard.Next(10, 90), new StadeExpulsionFranchi(procedure, hasard.Next(2) == 0 ? StadeExpulsion.Audience : StadeExpulsion.Cloture));
            }

            Noter(sujet, jour, new VisiteTentee((ResultatVisite)hasard.Next(3)));
            Noter(sujet, jour, new SortieConstatee((SituationSortie)hasard.Next(13), CodeOuTexte.DuCode("ACI"), hasard.Next(12)));
            var accueil = Uuid();
            Noter(sujet, jour, new AccueilDecide(accueil, NatureAccueil.Judiciaire));
            Noter(sujet, jour + hasard.Next(0, 40), new AccueilDemarre(accueil, Modalite.Mecs, "MECS-1"));
        }
    }

    private void Rectifier(Fait fait, IEvenement donnees) => Noter(
        fait.Sujet, Rang(fait.Saisi), new EvenementRectifie(
            fait.Provenance.Id, DonneesRectifiees.Scellees(JsonSerializer.SerializeToElement(donnees, donnees.GetType(), Json.Stocke))), hasard.Next(200));

    private Fait Noter(Sujet sujet, int jour, IEvenement evenement, int? retard = null)
    {
        var survenu = Calendrier.Minuit(Debut.AddDays(jour)).AddHours(9);
        var apres = retard ?? (hasard.Next(4) == 0 ? hasard.Next(120) : 0);
        var fait = new Fait(sujet, evenement, survenu, survenu.AddDays(apres).AddMinutes(++numero), new("/hasard", numero.ToString(CultureInfo.InvariantCulture)));
        faits.Add(fait);
        return fait;
    }

    private static int Rang(DateTimeOffset instant) => Calendrier.Jour(instant).DayNumber - Debut.DayNumber;

    private Guid Uuid()
    {
        var octets = new byte[16];
        hasard.NextBytes(octets);
        return new(octets);
    }
}
