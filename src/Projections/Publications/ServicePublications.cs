using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Referentiels;
using Accompagnement.EventStore;
using Accompagnement.Projections.Catalogue;
using Accompagnement.Projections.Diffusion;
using Accompagnement.Projections.Diffusion.Suppression;
using Accompagnement.Projections.Moteur;
using Npgsql;

namespace Accompagnement.Projections.Publications;

/// <summary>Makes publications, and computes them again: what was published is given back for ever.</summary>
public sealed class ServicePublications : IDisposable
{
    private const int CellulesAuPlus = 200_000;
    private const int EssaisAuPlus = 5;
    private const string FaitsDAlors = "faits_alors";
    private readonly SemaphoreSlim unSeul = new(1);
    private readonly IEventStore store;
    private readonly RegistreDesPublications registre;
    private readonly LecteurDesFaits lecteurProtege;
    private readonly Protecteur protecteur;
    private readonly SecretDeDiffusion secret;
    private readonly NpgsqlDataSource source;
    private readonly NpgsqlDataSource proprietaire;
    private readonly PublicationsExactes exactes;
    private readonly Clotures clotures;

    /// <param name="source">The database, as the application may use it.</param>
    /// <param name="proprietaire">The same as the owner of the tables: facts as they were are made in a schema of their own.</param>
    /// <param name="store">The events.</param>
    /// <param name="secret">The secret of the record keys.</param>
    /// <param name="protecteur">The protection of counts.</param>
    /// <param name="suppression">The protection of exact values.</param>
    /// <param name="clotures">What is known: who publishes every day sees no more than who asks every day.</param>
    public ServicePublications(
        NpgsqlDataSource source, NpgsqlDataSource proprietaire, IEventStore store, SecretDeDiffusion secret, Protecteur protecteur, SuppressionDeCellules suppression, Clotures clotures)
    {
        (this.source, this.proprietaire, this.store, this.secret, this.protecteur, this.clotures) = (source, proprietaire, store, secret, protecteur, clotures);
        registre = new(source);
        lecteurProtege = new(source, secret);
        exactes = new(new Calculateur(source), suppression);
    }

    /// <summary>Facts come in between two series of one publication: it would be of no one position.</summary>
    internal static Refus EnMouvement { get; } =
        new("faits-en-mouvement", "Des faits sont en cours d'enregistrement : une publication est d'un seul instant. Recommencez quand l'import est fini.");

    /// <summary>Freezes series as known at the last closing; today, while there was none: the position alone then tells what counts.</summary>
    /// <param name="demande">What to publish; its periods are closed and its crossings allowed.</param>
    /// <param name="compte">Who publishes.</param>
    /// <param name="maintenant">When.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="SolveurIndisponibleException">Exact values are asked for, and no solver answers.</exception>
    public async Task<IssueDePublication> PublierAsync(DemandeDePublication demande, string compte, DateTimeOffset maintenant, CancellationToken ct)
    {
        // The database keeps microseconds: what is answered now is what will be read again.
        maintenant = new(maintenant.UtcTicks - maintenant.UtcTicks % TimeSpan.TicksPerMillisecond, TimeSpan.Zero);
        var vuAu = await clotures.ConnaissanceAsync(ct) ?? Calendrier.Jour(maintenant);
        var series = demande.Series.Select(s => new SerieFigee(s.Indicateur.Code, s.Periode.Code, Territoires.NomDe(s.Decoupage), [.. s.Dimensions.Select(d => d.ToString().ToLowerInvariant())]))
            .DistinctBy(s => (s.Code, s.Periode, s.Decoupage, string.Join(',', s.Par))).ToArray();
        var definitions = demande.Series.Select(s => s.Indicateur).DistinctBy(i => i.Code).Select(DefinitionFigee.De).ToArray();
        var modele = new ContenuDePublication
        {
            Cles = FormeDesCles.Codes,
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
        var (contenu, refus) = await CalculerAsync(modele, premiere: true, TablesDeFaits.EnService, ct);
        for (var essai = 1; refus == EnMouvement && essai < EssaisAuPlus; essai++)
        {
            (contenu, refus) = await CalculerAsync(modele, premiere: true, TablesDeFaits.EnService, ct);
        }

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

    /// <summary>
    /// Computes a publication again, with its own table, populations and day of knowledge; null when there is none. When the facts of today
    /// give something else, because facts were recorded since with an earlier day of entry, those of its position are made again.
    /// </summary>
    public async Task<VerificationDePublication?> VerifierAsync(Guid id, CancellationToken ct)
    {
        if (await registre.LireAsync(id, ct) is not { } lue)
        {
            return null;
        }

        var contenu = ContenuDePublication.Lire(lue.Contenu);
        var gardee = ContenuDePublication.Empreinte(lue.Contenu);
        var (recalcul, refus) = await CalculerAsync(contenu, premiere: false, TablesDeFaits.EnService, ct);
        if (recalcul.Ecrire() != lue.Contenu)
        {
            (recalcul, refus) = await RecalculerAlorsAsync(contenu, ct);
        }

        var texte = recalcul.Ecrire();
        var recalculees = recalcul.Cellules.ToDictionary(c => c.Adresse, Chiffres);
        var differentes = contenu.Cellules.Count(c => !recalculees.TryGetValue(c.Adresse, out var r) || r != Chiffres(c));
        var identique = texte == lue.Contenu && gardee == lue.Publication.Empreinte;
        return new(identique, lue.Publication.Empreinte, gardee, ContenuDePublication.Empreinte(texte), differentes, Expliquer());

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

            return refus is not null ? $"Le recalcul n'aboutit pas : {refus.Detail}"
                : contenu.Definitions.FirstOrDefault(d => CatalogueIndicateurs.DuCode(d.Code)?.Version != d.Version) is { } changee
                    ? $"La définition de {changee.Code} n'est plus la version {changee.Version} qui a été publiée."
                    : "Les faits de la position publiée ne donnent plus ces chiffres : des faits ont été effacés, ou le référentiel des territoires a changé.";
        }

        static (decimal?, string, decimal?, string, int?) Chiffres(CelluleFigee c) => (c.Valeur, c.ConfStatus, c.Evolution, c.EvolutionConfStatus, c.Rang);
    }

    public void Dispose() => unSeul.Dispose();

    /// <summary>What changed between two publications, cell by cell; null when one of them does not exist.</summary>
    public async Task<ComparaisonDePublications?> ComparerAsync(Guid avant, Guid apres, CancellationToken ct) =>
        await LireAsync(avant, ct) is { } a && await LireAsync(apres, ct) is { } b
            ? await new ComparateurDePublications(source, secret, protecteur).ComparerAsync(a, b, ct)
            : null;

    /// <summary>From the facts as the events gave them at the position of the publication, made beside those in service.</summary>
    private async Task<(ContenuDePublication Contenu, Refus? Refus)> RecalculerAlorsAsync(ContenuDePublication contenu, CancellationToken ct)
    {
        await unSeul.WaitAsync(ct);
        try
        {
            await Reconstruction.ConstruireAsync(proprietaire, store, FaitsDAlors, contenu.Position, ct);
            return await CalculerAsync(contenu, premiere: false, FaitsDAlors, ct);
        }
        finally
        {
            await using (var retirer = proprietaire.CreateCommand($"drop schema if exists {FaitsDAlors} cascade"))
            {
                await retirer.ExecuteNonQueryAsync(CancellationToken.None);
            }

            unSeul.Release();
        }
    }

    private async Task<(ContenuDePublication Contenu, Refus? Refus)> CalculerAsync(ContenuDePublication modele, bool premiere, string schema, CancellationToken ct)
    {
        if (modele.Mode == ModesDePublication.Suppression)
        {
            ContenuDePublication[] anterieures = premiere ? [.. (await registre.ContenusExactsAsync(ct)).Select(ContenuDePublication.Lire)] : [];
            return await exactes.CalculerAsync(modele, anterieures, premiere, schema, ct);
        }

        var avecTable = new Protecteur(premiere ? protecteur.Table : TableDePerturbation.Lire(modele.Table!), modele.Seuils);
        var populations = premiere ? null : new Denominateurs(modele.Populations);
        var cellules = new List<CelluleFigee>();
        var gardees = new List<Denominateur>();
        var positions = new HashSet<long>();
        foreach (var serie in modele.Series)
        {
            var s = Comprendre(serie);
            var lecture = await lecteurProtege.LireAsync([s.Indicateur], [.. Questions(s, modele.VuAu).Select(q => q with { Schema = schema })], ct, arreteAu: modele.VuAu);
            positions.Add(lecture.Etat.Position);
            var colonnes = CalculateurProtege.Colonnes(s.Decoupage, avecDepartement: false);
            var deLaSerie = new CellulesProtegees(lecture, avecTable, populations).De(s.Indicateur, s.Periode, s.Decoupage, s.Dimensions, colonnes);
            cellules.AddRange((modele.Cles == FormeDesCles.Codes ? CodesDesTypes.Ecrire(s.Indicateur, s.Dimensions, deLaSerie) : deLaSerie).Select(c => Figer(s, c)));
            if (premiere && s.Indicateur.Calcul is Taux taux)
            {
                gardees.AddRange(lecture.Denominateurs.Des(new HashSet<string> { taux.Population }));
            }

            if (cellules.Count > CellulesAuPlus)
            {
                return (modele, new("publication-trop-grande", $"Une publication a {CellulesAuPlus} cases au plus : publiez moins de croisements, ou en plusieurs fois.", null, "series"));
            }
        }

        if (premiere && positions.Count > 1)
        {
            return (modele, EnMouvement);
        }

        return (modele with { Position = premiere ? positions.Single() : modele.Position, Cellules = cellules, Populations = premiere ? [.. gardees.Distinct()] : modele.Populations }, null);
    }

    private static List<Question> Questions(SerieDemandee s, DateOnly vuAu)
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
