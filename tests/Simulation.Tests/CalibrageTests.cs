using Accompagnement.Domain.Autonomie;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Mesures;
using Accompagnement.Domain.Rsa;

namespace Accompagnement.Simulation.Tests;

/// <summary>The simulated figures of 2015 against the published ones, at the size of the simulation, and against the events themselves.</summary>
public sealed class CalibrageTests
{
    private const int Annee = 2015;

    // A tenth of what is aimed at on the whole, and what chance alone can do in a territory.
    private const double Tolerance = 0.12;
    private const double Ecarts = 4;

    private static readonly Lazy<(byte[] Octets, Simulateur Simulateur)> Fait = new(() =>
    {
        var (octets, _, simulateur) = Departement.Simuler(new Parametres { Personnes = 45_000, Graine = 21, Jusqua = new(2017, 1, 1) });
        return (octets, simulateur);
    });

    [Fact]
    public void Les_chiffres_de_2015_ressemblent_au_portrait_publie()
    {
        var simulateur = Fait.Value.Simulateur;
        var verites = simulateur.Verites;
        var ecarts = new List<string>();
        foreach (var code in Cibles.Codes.Where(c => c != "A2"))
        {
            var (somme, visee) = (0.0, 0.0);
            for (var t = 0; t < 7; t++)
            {
                var (trouve, attendu) = (verites.Valeur(code, Annee, t), Cibles.En2015(code, t) * simulateur.Taille);
                (somme, visee) = (somme + trouve, visee + attendu);
                Comparer($"{code} {Carte.Libelles[t]}", trouve, attendu);
            }

            Comparer(code, somme, visee);
        }

        ecarts.ShouldBeEmpty();

        void Comparer(string quoi, double trouve, double attendu)
        {
            if (Math.Abs(trouve - attendu) > Tolerance * attendu + Ecarts * Math.Sqrt(attendu) + 1)
            {
                ecarts.Add($"{quoi} : {trouve} pour {attendu:0.0}");
            }
        }
    }

    [Fact]
    public void Les_verites_sont_celles_que_disent_les_evenements()
    {
        var verites = Fait.Value.Simulateur.Verites;
        var histoires = Departement.Lire(Fait.Value.Octets).Histoires.Values;
        var fin = new DateOnly(Annee, 12, 31);
        Total("I1").ShouldBe(EnCours<DroitRsaOuvert, DroitRsaFerme>(e => e.FoyerId, e => e.FoyerId));
        Total("A6").ShouldBe(EnCours<DroitAutonomieOuvert, DroitAutonomieFerme>(e => e.Droit == Droit.PCH ? Guid.Empty : null, e => e.Droit == Droit.PCH ? Guid.Empty : null));
        Total("E10").ShouldBe(histoires.Sum(h => Histoire.Effective(h).Select(f => f.Evenement).OfType<MesureDecidee>()
            .Count(m => m.Type is TypeMesure.AED_IED or TypeMesure.AEMO_A or TypeMesure.AEMO_J && EnCoursLe(h, m.MesureId))));

        int Total(string code) => Enumerable.Range(0, 9).Sum(t => verites.Valeur(code, Annee, t));

        int EnCours<TDebut, TFin>(Func<TDebut, Guid?> debut, Func<TFin, Guid?> fini) where TDebut : IEvenement where TFin : IEvenement => histoires.Sum(h =>
        {
            var ouverts = new HashSet<Guid>();
            foreach (var fait in h.Where(f => f.Jour <= fin))
            {
                _ = fait.Evenement switch
                {
                    TDebut e when debut(e) is { } id => ouverts.Add(id),
                    TFin e when fini(e) is { } id => ouverts.Remove(id),
                    _ => false,
                };
            }

            return ouverts.Count;
        });

        bool EnCoursLe(List<Fait> h, Guid mesure) =>
            h.Exists(f => f.Jour <= fin && f.Evenement is MesureDemarree d && d.MesureId == mesure)
            && !h.Exists(f => f.Jour <= fin && f.Evenement is IEvenementMesure m && m.MesureId == mesure && m is MesureTerminee or MesureConvertie);
    }

    [Fact]
    public void L_attente_d_une_AEMO_est_celle_qui_est_publiee()
    {
        var simulateur = Fait.Value.Simulateur;
        var attentes = simulateur.Verites.Attentes("AEMO_J").Concat(simulateur.Verites.Attentes("AEMO_A")).Order().ToArray();
        var mediane = attentes[attentes.Length / 2] / 30.4;
        mediane.ShouldBeInRange(2.5, 9);
        var enAttente = Enumerable.Range(12, 36).Average(m => simulateur.Verites.EnAttente("AEMO_J", 2013 + m / 12, m % 12 + 1) + simulateur.Verites.EnAttente("AEMO_A", 2013 + m / 12, m % 12 + 1)) / simulateur.Taille;
        enAttente.ShouldBe(337, 80);
    }

    [Fact]
    public void Les_entretiens_prenataux_sont_aussi_nombreux_que_publies()
    {
        var parAn = System.Text.Encoding.UTF8.GetString(Fait.Value.Octets).Split('\n')
            .Count(l => l.Contains("EntretienPrenatal\"", StringComparison.Ordinal) && (l.Contains("\"time\":\"2015", StringComparison.Ordinal) || l.Contains("\"time\":\"2014", StringComparison.Ordinal))) / 2.0;
        (parAn / Fait.Value.Simulateur.Taille).ShouldBe(2200, 500);
    }

    [Fact]
    public void La_file_attend_aussi_longtemps_qu_on_la_regle_et_ne_derive_pas()
    {
        foreach (var attente in (int[])[108, 210])
        {
            var places = new FileAttente(790, attente, 0.15).Vivre(_ => 400, _ => 1, 735_000, 740_000, new Alea(4));
            var demarrees = places.Where(p => p is { Demarree: not null, Decidee: > 737_000 }).Select(p => (double)(p.Demarree!.Value - p.Decidee)).ToArray();
            demarrees.Average().ShouldBe(attente, attente * 0.3);
            places.Count(p => p.Abandonnee).ShouldBeGreaterThan(0);
            places.Count(p => p.Demarree <= 739_000 && p.Finie > 739_000).ShouldBeInRange(398, 402);
        }
    }
}
