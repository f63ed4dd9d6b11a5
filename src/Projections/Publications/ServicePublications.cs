using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Referentiels;
using Accompagnement.Projections.Catalogue;
using Accompagnement.Projections.Diffusion;
using Accompagnement.Projections.Diffusion.Suppression;
using Npgsql;

namespace Accompagnement.Projections.Publications;

/// <summary>Makes publications, and computes them again: what was published is given back for ever.</summary>
public sealed class ServicePublications
{
    private const int CellulesAuPlus = 200_000;
    private readonly RegistreDesPublications registre;
    private readonly LecteurDesFaits lecteurProtege;
    private readonly Protecteur protecteur;
    private readonly SecretDeDiffusion secret;
    private readonly NpgsqlDataSource source;
    private readonly PublicationsExactes exactes;

    public ServicePublications(NpgsqlDataSource source, SecretDeDiffusion secret, Protecteur protecteur, SuppressionDeCellules suppression)
    {
        (this.source, this.secret, this.protecteur) = (source, secret, protecteur);
        registre = new(source);
        lecteurProtege = new(source, secret);
        exactes = new(new Calculateur(source), suppression);
    }

    /// <summary>Freezes series as known at the end of the day before.</summary>
    /// <param name="demande">What to publish; its periods are closed and its crossings allowed.</param>
    /// <param name="compte">Who publishes.</param>
    /// <param name="maintenant">When.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="SolveurIndisponibleException">Exact values are asked for, and no solver answers.</exception>
    public async Task<IssueDePublication> PublierAsync(DemandeDePublication demande, string compte, DateTimeOffset maintenant, CancellationToken ct)
    {
        var vuAu = Calendrier.Jour(maintenant).AddDays(-1);
        var series = demande.Series.Select(s => new SerieFigee(s.Indicateur.Code, s.Periode.Code, Territoires.NomDe(s.Decoupage), [.. s.Dimensions.Select(d => d.ToString().ToLowerInvariant())]))
            .DistinctBy(s => (s.Code, s.Periode, s.Decoupage, string.Join(',', s.Par))).ToArray();
        var definitions = demande.Series.Select(s => s.Indicateur).DistinctBy(i => i.Code).Select(DefinitionFigee.De).ToArray();
        var modele = new ContenuDePublication
        {
            Titre = demande.Titre,
            Mode = demande.Mode,
            Position = 0,
            VuAu = vuAu,
            Series = series,
            Definitions = definitions,
            Populations = [],
            Note = demande.Mode == ModesDePublication.Diffusion ? NoteDeProtection.De(protecteur.Table.Parametres) : NoteDeProtection.Suppression,
            Cellules = [],
        };
        modele = demande.Mode == ModesDePublication.Diffusion
            ? modele with { Table = protecteur.Table.Texte, EmpreinteDeLaTable = protecteur.Table.Empreinte, Seuils = protecteur.Seuils }
            : modele with { Regle = RegleDeSuppression.ParDefaut };
        var (contenu, refus) = await CalculerAsync(modele, premiere: true, ct);
        if (refus is not null)
        {
            return new(null, refus);
        }

        var texte = contenu.Ecrire();
        var publication = new Publication(
            Guid.CreateVersion7(maintenant), demande.Titre, demande.Mode, maintenant, compte, contenu.Position, vuAu, ContenuDePublication.Empreinte(texte), null, null, null);
        await registre.AjouterAsync(publication, texte, ct);
        return new(publication, null);
    }

    public Task<(IReadOnlyList<Publication> Publications, long? Suivant)> ListerAsync(bool exactes, long? avant, int max, CancellationToken ct) =>
        registre.ListerAsync(exactes, avant, max, ct);

    public async Task<(Publication Publication, ContenuDePublication Contenu)?> LireAsync(Guid id, CancellationToken ct) =>
        await registre.LireAsync(id, ct) is { } lue ? (lue.Publication, ContenuDePublication.Lire(lue.Contenu)) : null;

    public Task<bool> RetirerAsync(Guid id, string compte, string motif, DateTimeOffset maintenant, CancellationToken ct) =>
        registre.RetirerAsync(id, compte, motif, maintenant, ct);

    /// <summary>Computes a publication again, with its own table, populations and day of knowledge; null when there is none.</summary>
    public async Task<VerificationDePublication?> VerifierAsync(Guid id, CancellationToken ct)
    {
        if (await registre.LireAsync(id, ct) is not { } lue)
        {
            return null;
        }

        var contenu = ContenuDePublication.Lire(lue.Contenu);
        var gardee = ContenuDePublication.Empreinte(lue.Contenu);
        var (recalcul, refus) = await CalculerAsync(contenu, premiere: false, ct);
        var texte = recalcul.Ecrire();
        var empreinte = ContenuDePublication.Empreinte(texte);
        var recalculees = recalcul.Cellules.ToDictionary(c => c.Adresse, c => (c.Valeur, c.ConfStatus, c.Evolution, c.EvolutionConfStatus, c.Rang));
        var differentes = contenu.Cellules.Count(c => !recalculees.TryGetValue(c.Adresse, out var r) || r != (c.Valeur, c.ConfStatus, c.Evolution, c.EvolutionConfStatus, c.Rang));
        var identique = texte == lue.Contenu && gardee == lue.Publication.Empreinte;
        return new(identique, lue.Publication.Empreinte, gardee, empreinte, differentes, Expliquer());

        string Expliquer()
        {
            if (identique)
            {
                return "Le recalcul donne la même publication, au bit près.";
            }

            if (gardee != lue.Publication.Empreinte)
            {
                return "Le contenu conservé n'est plus celui qui a été publié : son empreinte ne correspond pas.";
            }

            if (refus is not null)
            {
                return $"Le recalcul n'aboutit pas : {refus.Detail}";
            }

            return contenu.Definitions.FirstOrDefault(d => CatalogueIndicateurs.DuCode(d.Code)?.Version != d.Version) is { } changee
                ? $"La définition de {changee.Code} n'est plus la version {changee.Version} qui a été publiée."
                : "Des faits datés d'avant ont été importés depuis, avec une date de saisie antérieure à la publication.";
        }
    }

    /// <summary>What changed between two publications, cell by cell; null when one of them does not exist.</summary>
    public async Task<ComparaisonDePublications?> ComparerAsync(Guid avant, Guid apres, CancellationToken ct) =>
        await LireAsync(avant, ct) is { } a && await LireAsync(apres, ct) is { } b
            ? await new ComparateurDePublications(source, secret, protecteur).ComparerAsync(a, b, ct)
            : null;

    private async Task<(ContenuDePublication Contenu, Refus? Refus)> CalculerAsync(ContenuDePublication modele, bool premiere, CancellationToken ct)
    {
        if (modele.Mode == ModesDePublication.Suppression)
        {
            var deja = premiere
                ? (await registre.ContenusExactsAsync(ct)).SelectMany(t => ContenuDePublication.Lire(t).Cellules).Where(c => c.Valeur is not null).Select(c => c.Adresse).ToHashSet(StringComparer.Ordinal)
                : [];
            return await exactes.CalculerAsync(modele, deja, premiere, ct);
        }

        var avecTable = new Protecteur(premiere ? protecteur.Table : TableDePerturbation.Lire(modele.Table!), modele.Seuils);
        var populations = premiere ? null : new Denominateurs(modele.Populations);
        var cellules = new List<CelluleFigee>();
        var gardees = new List<Denominateur>();
        var position = modele.Position;
        foreach (var serie in modele.Series)
        {
            var s = Comprendre(serie);
            var lecture = await lecteurProtege.LireAsync([s.Indicateur], Questions(s, modele.VuAu), ct);
            position = premiere ? Math.Max(position, lecture.Etat.Position) : position;
            var colonnes = CalculateurProtege.Colonnes(s.Decoupage, avecDepartement: false);
            cellules.AddRange(new CellulesProtegees(lecture, avecTable, populations).De(s.Indicateur, s.Periode, s.Decoupage, s.Dimensions, colonnes)
                .Select(c => Figer(s, c)));
            if (premiere && s.Indicateur.Calcul is Taux taux)
            {
                gardees.AddRange(lecture.Denominateurs.Des(new HashSet<string> { taux.Population }));
            }

            if (cellules.Count > CellulesAuPlus)
            {
                return (modele, new("publication-trop-grande", $"Une publication a {CellulesAuPlus} cases au plus : publiez moins de croisements, ou en plusieurs fois.", null, "series"));
            }
        }

        return (modele with { Position = position, Cellules = cellules, Populations = premiere ? [.. gardees.Distinct()] : modele.Populations }, null);
    }

    internal static List<Question> Questions(SerieDemandee s, DateOnly vuAu)
    {
        var questions = new List<Question>();
        foreach (var periode in new[] { s.Periode, s.Periode.DeuxAnsAvant })
        {
            questions.Add(new(periode, [s.Decoupage], s.Dimensions, vuAu));
            questions.AddRange(s.Indicateur.Sensible ? s.Dimensions.Select((_, i) => new Question(periode, [s.Decoupage], s.Dimensions, vuAu) { Sauf = i }) : []);
        }

        return questions;
    }

    /// <summary>A frozen series against the catalogue of today.</summary>
    internal static SerieDemandee Comprendre(SerieFigee serie) => new(
        CatalogueIndicateurs.DuCode(serie.Code) ?? throw new InvalidOperationException($"The catalogue has lost {serie.Code}."),
        Periode.TryParse(serie.Periode, out var periode) ? periode : throw new InvalidOperationException($"{serie.Periode} is not a period."),
        Territoires.Decoupages[serie.Decoupage],
        [.. serie.Par.Select(p => Enum.Parse<Dimension>(p, ignoreCase: true))]);

    internal static CelluleFigee Figer(SerieDemandee s, Cellule c) => new(
        s.Indicateur.Code, s.Indicateur.Version, s.Periode.Code, Territoires.NomDe(s.Decoupage), c.Territoire,
        s.Dimensions.Select((d, i) => (Nom: d.ToString().ToLowerInvariant(), Valeur: c.Cles[i])).ToDictionary(d => d.Nom, d => d.Valeur),
        c.Valeur, c.Statut.ToString(), c.Evolution, c.StatutEvolution.ToString(), c.Rang);
}
