using Accompagnement.Domain.Accueil;
using Accompagnement.Domain.Autonomie;
using Accompagnement.Domain.Faits;

namespace Accompagnement.EventStore.Tests;

/// <summary>Facts of invented persons.</summary>
internal static class Exemples
{
    private static readonly DateTimeOffset Saisi = new(2015, 3, 2, 9, 30, 0, TimeSpan.Zero);

    public static Fait Gir(Guid personne, int gir = 3) => De(Sujet.Trajectoire(personne), new GirEvalue(gir));

    public static Fait De(Sujet sujet, IEvenement evenement) =>
        new(sujet, evenement, Saisi.AddHours(-3), Saisi, new Provenance("essai", Guid.NewGuid().ToString(), "AG7", "ARRAS", Canal.Guichet));

    public static Ajout Ajout(Guid personne, long version, int n = 1) =>
        new(Sujet.Trajectoire(personne), version, [.. Enumerable.Range(0, n).Select(i => Gir(personne, i % 6 + 1))]);

    public static Fait RendezVous(Guid personne, Guid rendezVous) => De(Sujet.Trajectoire(personne), new RendezVousHonore(rendezVous));
}
