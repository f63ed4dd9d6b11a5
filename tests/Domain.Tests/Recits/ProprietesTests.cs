using System.Collections;
using Accompagnement.Domain.Diagnostic;
using Accompagnement.Domain.Dossiers;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Mesures;
using Accompagnement.Domain.Personnes;
using Accompagnement.Domain.Referentiels;
using Accompagnement.Domain.Tests.Contrat;
using FsCheck;
using FsCheck.Fluent;

namespace Accompagnement.Domain.Tests.Recits;

/// <summary>Random sequences of legal and illegal facts: what must hold whatever happens.</summary>
public sealed class ProprietesTests
{
    private static readonly TypeEvenement[] Types =
        [.. TypeEvenement.Tous.Where(t => (t.Flux & Flux.Trajectoire) != 0 && t.Nom is not "EvenementRectifie").OrderBy(t => t.Nom, StringComparer.Ordinal)];

    private static readonly DateOnly Debut = new(2018, 1, 1);
    private static readonly Guid Personne = Recit.Id(1);

    [Fact]
    public void Aucune_suite_de_faits_ne_leve_et_les_gardes_tiennent() => Verifier(hasards =>
    {
        foreach (var (etat, _) in Vivre(hasards).Etapes)
        {
            foreach (var (id, mesure) in etat.Mesures.Where(m => m.Value.EstFinie))
            {
                mesure.FinieLe.ShouldNotBeNull();
                Garder(etat with { Close = false, DecesLe = null }, new MesureTerminee(id)).ShouldNotBeNull().Regle.ShouldBe("mesure-deja-terminee");
            }

            etat.Diagnostics.Values.Where(d => d.CompleteLe is not null).ShouldAllBe(d => d.Themes.Count == 6);
            if (etat is { Close: true, Inscrite: true })
            {
                Garder(etat, new DiagnosticOuvert(Guid.NewGuid())).ShouldNotBeNull().Regle.ShouldBe("dossier-clos");
            }
        }
    });

    [Fact]
    public void Plier_au_fil_de_l_eau_ou_d_un_coup_donne_le_meme_etat() => Verifier(hasards =>
    {
        var vie = Vivre(hasards);
        for (var coupe = 0; coupe <= vie.Faits.Count; coupe += 7)
        {
            var effectifs = Histoire.Effective(vie.Faits);
            var partie = Plier(Trajectoire.Vide, effectifs.Take(coupe));
            Empreinte(Plier(partie, effectifs.Skip(coupe))).ShouldBe(Empreinte(Plier(Trajectoire.Vide, effectifs)));
        }

        Empreinte(vie.Etapes.LastOrDefault().Etat ?? Trajectoire.Vide).ShouldBe(Empreinte(Plier(Trajectoire.Vide, Histoire.Effective(vie.Faits))));
    });

    [Fact]
    public void Ce_qui_etait_su_un_jour_ne_change_plus_jamais() => Verifier(hasards =>
    {
        var faits = Vivre(hasards).Faits;
        foreach (var moment in (int[])[faits.Count / 3, faits.Count / 2, faits.Count - 1])
        {
            if (moment < 0)
            {
                continue;
            }

            var jour = faits[moment].JourSaisi;
            Fait[] sus = [.. faits.Take(moment + 1)];
            Comparer(Dossier.Lire(Personne, sus, jour, jour), Dossier.Lire(Personne, faits, jour, jour));
        }
    });

    [Fact]
    public void Ce_qui_arrive_apres_un_jour_ne_change_pas_ce_qui_etait_ce_jour() => Verifier(hasards =>
    {
        var faits = Vivre(hasards).Faits;
        var jour = Debut.AddDays(hasards.Length / 2);
        Fait[] avant = [.. faits.Where(f => f.Jour <= jour || Histoire.EstCorrection(f.Evenement))];
        Comparer(Dossier.Lire(Personne, avant, jour), Dossier.Lire(Personne, faits, jour));
    });

    private static void Comparer(Dossier attendu, Dossier lu)
    {
        lu.EnCours.ShouldBe(attendu.EnCours);
        lu.Echeances.ShouldBe(attendu.Echeances);
        lu.Chronologie.Select(l => (l.Jour, l.Phrase, l.Statut)).ShouldBe(attendu.Chronologie.Select(l => (l.Jour, l.Phrase, l.Statut)));
        lu.Domicile.ShouldBe(attendu.Domicile);
        Empreinte(lu.Etat).ShouldBe(Empreinte(attendu.Etat));
    }

    private static void Verifier(Action<int[]> propriete) =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(40),
            Prop.ForAll(Arb.From(Gen.Choose(0, int.MaxValue).ArrayOf(120)), hasards =>
            {
                propriete(hasards);
                return true;
            }));

    /// <summary>A life made of chances: each is a fact that the guards accept or refuse, recorded one day after the other.</summary>
    private static (List<Fait> Faits, List<(Trajectoire Etat, Fait Fait)> Etapes) Vivre(int[] hasards)
    {
        var faits = new List<Fait>();
        var etapes = new List<(Trajectoire, Fait)>();
        var etat = Trajectoire.Vide;
        for (var i = 0; i < hasards.Length; i++)
        {
            var hasard = new Random(hasards[i]);
            var type = i == 0 || (i == 2 && !etat.Inscrite) ? TypeEvenement.DuNom("PersonneInscrite")! : Types[hasard.Next(Types.Length)];
            var evenement = type.Nom == "EvenementAnnule" && faits.Count > 1
                ? new EvenementAnnule(faits[hasard.Next(1, faits.Count)].Provenance.Id)
                : Specimen.De(type);
            var saisi = Debut.AddDays(i);
            var survenu = saisi.AddDays(-(i == 0 ? 900 : hasard.Next(3) * hasard.Next(200)));
            var fait = new Fait(Sujet.Trajectoire(Personne), evenement, Calendrier.Minuit(survenu), Calendrier.Minuit(saisi), new("/hasard", $"{i}"));
            if (GardesTrajectoire.Garder(etat, new Examen(fait, Recit.Maintenant, Territoires.PasDeCalais)) is not null)
            {
                continue;
            }

            faits.Add(fait);
            etat = Histoire.EstCorrection(evenement) || evenement is DossiersSepares
                ? Plier(Trajectoire.Vide, Histoire.Effective(faits))
                : Trajectoire.Evolve(etat, fait, _ => Trajectoire.Vide);
            etapes.Add((etat, fait));
        }

        return (faits, etapes);
    }

    private static Trajectoire Plier(Trajectoire etat, IEnumerable<Fait> faits) => faits.Aggregate(etat, (e, f) => Trajectoire.Evolve(e, f, _ => Trajectoire.Vide));

    private static Refus? Garder(Trajectoire etat, IEvenement evenement)
    {
        var fait = new Fait(Sujet.Trajectoire(Personne), evenement, Recit.Maintenant, Recit.Maintenant, new("/hasard", "garde"));
        return GardesTrajectoire.Garder(etat, new Examen(fait, Recit.Maintenant, Territoires.PasDeCalais));
    }

    private static string Empreinte(object? valeur) => valeur switch
    {
        null => "",
        Trajectoire or Suivi or Diagnostic360 => string.Join('\n', valeur.GetType().GetProperties().Where(p => p.GetIndexParameters().Length == 0 && !p.GetMethod!.IsStatic).Select(p => $"{p.Name}={Empreinte(p.GetValue(valeur))}")),
        string texte => texte,
        IDictionary dictionnaire => string.Join(';', dictionnaire.Keys.Cast<object>().Select(c => $"{c}:{Empreinte(dictionnaire[c])}").Order(StringComparer.Ordinal)),
        IEnumerable suite => string.Join(';', suite.Cast<object>().Select(e => $"{e}").Order(StringComparer.Ordinal)),
        _ => $"{valeur}",
    };
}
