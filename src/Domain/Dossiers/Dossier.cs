using Accompagnement.Domain.Autonomie;
using Accompagnement.Domain.Echeances;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Orientation;
using Accompagnement.Domain.Personnes;
using Accompagnement.Domain.Referentiels;
using Accompagnement.Domain.Rsa;

namespace Accompagnement.Domain.Dossiers;

/// <summary>
/// A person's file as it is, as it was on a day (<c>au</c>), as it was known on another (<c>vuAu</c>). It holds no identity,
/// only the reference of the last one in the coffre.
/// </summary>
public sealed record Dossier
{
    public required Guid Personne { get; init; }

    public required DateOnly Au { get; init; }

    public DateOnly? VuAu { get; init; }

    /// <summary>False when nothing was known of the person then.</summary>
    public bool Existe => Etat.Inscrite;

    /// <summary>The fold of what is known: what the guards judge by.</summary>
    public required Trajectoire Etat { get; init; }

    public Sexe? Sexe { get; init; }

    public IdentiteConfidentielle? Identite { get; init; }

    public Domicile? Domicile { get; init; }

    public int? Gir { get; init; }

    /// <summary>Whether the person is subject to the rights and duties of the RSA; null when it was never said.</summary>
    public bool? SoumisAuxDroitsEtDevoirs { get; init; }

    public OrientationEnCours? Orientation => Etat.Suivi.Orientation;

    public IReadOnlyList<Referent> Referents => Etat.Suivi.Referents;

    public IReadOnlyDictionary<Guid, RoleFoyer?> Foyers => Etat.Suivi.Foyers;

    public Sanction? Sanction => Etat.Suivi.Sanction is { } s && !(s.Fin < Au) ? s : null;

    /// <summary>The agreements to share that hold on that day.</summary>
    public required IReadOnlyDictionary<string, Partage> Partages { get; init; }

    public required IReadOnlyList<EnCours> EnCours { get; init; }

    public required IReadOnlyList<Echeance> Echeances { get; init; }

    /// <summary>What happened, from the latest to the earliest; the facts of absorbed files among the others.</summary>
    public required IReadOnlyList<LigneChronologie> Chronologie { get; init; }

    public required IReadOnlyList<Correction> Corrections { get; init; }

    /// <summary>Reads a file.</summary>
    /// <param name="personne">The person.</param>
    /// <param name="faits">All the facts of her stream in the order of recording, corrections included.</param>
    /// <param name="au">The day to look at; today for the file as it is.</param>
    /// <param name="vuAu">The day of knowledge; null for now.</param>
    /// <param name="absorbes">The facts of every file that this one ever absorbed, and of those they absorbed.</param>
    /// <param name="delais">The delays; those in force when null.</param>
    public static Dossier Lire(
        Guid personne,
        IReadOnlyList<Fait> faits,
        DateOnly au,
        DateOnly? vuAu = null,
        IReadOnlyDictionary<Guid, IReadOnlyList<Fait>>? absorbes = null,
        Delais? delais = null)
    {
        var lecture = new LectureFlux(absorbes ?? new Dictionary<Guid, IReadOnlyList<Fait>>(), au, vuAu);
        var (etat, effectifs, connus) = lecture.Lire(personne, faits);
        var vu = new DernierMot(effectifs);
        return new Dossier
        {
            Personne = personne,
            Au = au,
            VuAu = vuAu,
            Etat = etat,
            Sexe = vu.Sexe,
            Identite = vu.Identite,
            Domicile = vu.Domicile,
            Gir = vu.Gir,
            SoumisAuxDroitsEtDevoirs = vu.Soumis,
            Partages = etat.Suivi.Partages.Where(p => !(p.Value.Jusquau < au)).ToDictionary(),
            EnCours = [.. new Inventaire(effectifs).Lister(etat, au).OrderBy(e => e.Depuis).ThenBy(e => e.Nature).ThenBy(e => e.Id, StringComparer.Ordinal)],
            Echeances = Echeancier.CalculerEffectifs(effectifs, delais),
            Chronologie = Chronologies.Tracer(connus, effectifs, au),
            Corrections = [.. connus.SelectMany(Chronologies.Corriger)],
        };
    }

    /// <summary>What the latest fact says, where the latest in life counts and not the latest in recording.</summary>
    private sealed class DernierMot
    {
        public DernierMot(IReadOnlyList<Fait> effectifs)
        {
            foreach (var fait in effectifs.OrderBy(f => f.Survenu))
            {
                switch (fait.Evenement)
                {
                    case PersonneInscrite e:
                        Sexe ??= e.Sexe;
                        Identite = e.Identite ?? Identite;
                        break;
                    case IdentiteRectifiee e:
                        Identite = e.Identite;
                        break;
                    case DonneesEffacees:
                        Identite = null;
                        break;
                    case DomicileDeclare e:
                        Domicile = new(e.CodeInsee, e.TypeLogement, e.Qpv, fait.Jour);
                        break;
                    case GirEvalue e:
                        Gir = e.Gir;
                        break;
                    case DroitsEtDevoirsModifies e:
                        Soumis = e.Soumis;
                        break;
                    default:
                        break;
                }
            }
        }

        public Sexe? Sexe { get; }

        public IdentiteConfidentielle? Identite { get; }

        public Domicile? Domicile { get; }

        public int? Gir { get; }

        public bool? Soumis { get; }
    }
}
