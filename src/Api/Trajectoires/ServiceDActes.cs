using Accompagnement.Api.Acces;
using Accompagnement.Api.Hote;
using Accompagnement.Api.Import;
using Accompagnement.Domain.Acces;
using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;
using Accompagnement.Domain.Referentiels;
using Accompagnement.EventStore;
using Accompagnement.EventStore.Coffre;
using Accompagnement.EventStore.Etats;
using Accompagnement.EventStore.Traces;
using Npgsql;
using Stopwatch = System.Diagnostics.Stopwatch;

namespace Accompagnement.Api.Trajectoires;

/// <summary>
/// Records an act of work: who may, on what state, by which guards, then the facts with their secrets in one transaction. The facts
/// pass the same judge as those of an import (<see cref="Lot"/>), so that both ways give the same file and the same refusals.
/// </summary>
public sealed class ServiceDActes(
    GardeDAcces garde,
    LecteurDeDossiers dossiers,
    LecteurDesFoyers foyers,
    LecteurEtats lecteur,
    EcritureDActe ecriture,
    Effacement effacement,
    JournalDesTraces journal,
    ProjectionEnContinu projection,
    TimeProvider horloge)
{
    private const int Essais = 10;
    private static readonly Refus AutreEtat = new("acte-impossible", "L'acte ne peut pas être enregistré tel quel dans ce dossier.");

    /// <summary>Records the act that opens a person's file or a household, under an identifier of its own.</summary>
    public Task<IssueDActe> OuvrirAsync(Acte acte, Flux nature, ReadOnlyMemory<byte> corps, DemandeDActe demande, CancellationToken ct)
    {
        var graine = demande.Graine(acte, Sujet.NomDe(nature));
        var id = Empreintes.Uuid("ouverture", graine.ToString());
        return ExecuterAsync(new(acte, nature == Flux.Foyer ? Sujet.Foyer(id) : Sujet.Trajectoire(id), corps, demande, graine, Ouverture: true), ct);
    }

    /// <summary>Records an act in a stream.</summary>
    /// <param name="acte">Which.</param>
    /// <param name="sujet">The stream.</param>
    /// <param name="corps">The command, as JSON in UTF-8.</param>
    /// <param name="demande">Who asks, and under what conditions.</param>
    /// <param name="ct">Cancels.</param>
    public Task<IssueDActe> ExecuterAsync(Acte acte, Sujet sujet, ReadOnlyMemory<byte> corps, DemandeDActe demande, CancellationToken ct) =>
        ExecuterAsync(new(acte, sujet, corps, demande, demande.Graine(acte, sujet.ToString()), Ouverture: false), ct);

    private async Task<IssueDActe> ExecuterAsync(Demande d, CancellationToken ct)
    {
        if (RegleDesActes.Garder(d.Acte, d.Sujet, d.Compte) is { } interdit)
        {
            return await InterdireAsync(d, interdit, ct);
        }

        for (var essai = 1; ; essai++)
        {
            try
            {
                var issue = await EssayerAsync(d, ct);
                if (issue is { Nature: NatureIssue.Enregistre })
                {
                    projection.Reveiller();
                }

                return issue;
            }
            catch (Exception e) when (essai < Essais && e is VersionConflictException
                or PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.SerializationFailure })
            {
                // Somebody else recorded something meanwhile, perhaps by the same idempotency key: the act is judged again on what the
                // stream is now. Those who write to the same file do not start again together.
                await Task.Delay(Random.Shared.Next(essai * 10), ct);
            }
        }
    }

    private async Task<IssueDActe> EssayerAsync(Demande d, CancellationToken ct)
    {
        var debut = Stopwatch.GetTimestamp();
        var (cible, refus) = await OuvrirLaCibleAsync(d, debut, ct);
        if (refus is not null)
        {
            return refus;
        }

        var absorbe = d.Conditions.DossierExact && cible!.Sujet != d.Sujet;
        d = d with { Sujet = cible!.Sujet };
        if (DejaFait(cible.Tous, d.Graine) is { Count: > 0 } faits)
        {
            return Enregistre(d, cible, faits, cible.Flot.Position);
        }

        if (d.Conditions.VersionAttendue is { } vue && (absorbe || vue != cible.Visibles.Count))
        {
            var depuis = absorbe ? cible.Visibles.TakeWhile(f => f.Evenement is not DossiersFusionnes).Count() : vue;
            return new(NatureIssue.Depasse, d.Sujet) { Version = cible.Visibles.Count, Depuis = Changement.Depuis(cible.Visibles, depuis) };
        }

        if (RegleDesActes.GarderCompartiment(d.Acte, d.Compte) is { } reserve)
        {
            return await InterdireAsync(d, reserve, ct);
        }

        var lecture = d.Acte.Lire(d.Corps.Span, d.Graine, new Collecte());
        if (lecture.Refus is { } illisible)
        {
            return new(NatureIssue.Illisible, d.Sujet) { Refus = illisible };
        }

        if (await GarderCibleAsync(d, cible, lecture.Commande!, debut, ct) is { } inaccessible)
        {
            return inaccessible;
        }

        var maintenant = Instants.ALaMicroseconde(horloge.GetUtcNow());
        var contexte = new ContexteDecision(d.Sujet, maintenant, Territoires.PasDeCalais, d.Graine)
        {
            Auteur = d.Compte.Agent,
            Site = d.Compte.Sites.FirstOrDefault(),
            Ouvert = cible.Flot.Version > 0,
            Confirme = d.Conditions.Confirme,
            Absorbes = cible.Absorbe,
        };
        var decision = Decider(d, cible, lecture.Commande!, contexte);
        if (decision.Refus is { } refuse)
        {
            var confirmable = !(lecture.Commande!.Confirme ?? contexte.Confirme) && Decider(d, cible, lecture.Commande! with { Confirme = true }, contexte).Refus is null;
            return new(NatureIssue.Refuse, d.Sujet) { Refus = refuse, Confirmable = confirmable, Version = cible.Visibles.Count };
        }

        if (RegleDesActes.GarderCompartiment(decision, d.Compte) is { } cache)
        {
            return await InterdireAsync(d, cache, ct);
        }

        return lecture.Commande is EffacerDonnees effacer
            ? await EffacerAsync(d, cible, effacer, decision.Faits[0].Provenance, ct)
            : await EnregistrerAsync(d, cible, decision, lecture.Secrets, maintenant, ct);
    }

    /// <summary>
    /// Decides on what the account may know of first: a refusal that rests on hidden facts would tell of them. What only they forbid
    /// is refused without saying why.
    /// </summary>
    private static Decision Decider(Demande d, Cible cible, Commande commande, ContexteDecision contexte)
    {
        if (cible.EtatVisible is { } visible)
        {
            var premiere = d.Acte.Decider(commande, visible, contexte);
            if (premiere.Refus is not null || RegleDesActes.GarderCompartiment(premiere, d.Compte) is not null)
            {
                return premiere;
            }
        }

        var decision = d.Acte.Decider(commande, cible.Etat, contexte);
        return decision.Refus is null || cible.EtatVisible is null ? decision : new([], AutreEtat);
    }

    private async Task<IssueDActe> EnregistrerAsync(Demande d, Cible cible, Decision decision, Secret[] secrets, DateTimeOffset maintenant, CancellationToken ct)
    {
        var etats = new EtatsGardes(voies: 1);
        etats.Poser(d.Sujet.Flux, new(cible.Flot.Version, cible.Etat, null));
        List<LigneLue> lignes = [.. decision.Faits.Select((fait, i) => new LigneLue(i + 1, null, new(fait, i == 0 ? secrets : [], null, fait.Provenance.Id)))];
        await etats.ChargerAsync(lignes, lecteur, ct);
        var lot = new Lot(etats, null, maintenant, lecteur);
        foreach (var ligne in lignes)
        {
            await lot.JugerAsync(ligne, ct);
        }

        if (lot.Refuses is [var (_, refus), ..])
        {
            return new(NatureIssue.Refuse, d.Sujet) { Refus = refus, Version = cible.Visibles.Count };
        }

        var position = await ecriture.EcrireAsync(d.Sujet, cible.Flot.Version, lot, ct);
        return Enregistre(d, cible with { Visibles = cible.Voir([.. cible.Faits, .. lot.Acceptes]) }, lot.Acceptes, position);
    }

    /// <summary>The key goes with the fact that says so; a motive in words about the person would outlive it.</summary>
    private async Task<IssueDActe> EffacerAsync(Demande d, Cible cible, EffacerDonnees effacer, Provenance acte, CancellationToken ct)
    {
        if (!Codes.EstCode(effacer.Regle) || effacer.Motif?.Texte is not null)
        {
            return new(NatureIssue.Illisible, d.Sujet) { Refus = new("code-invalide", "La règle et le motif d'un effacement sont des codes.", null, effacer.Motif?.Texte is null ? "regle" : "motif") };
        }

        await journal.NoterDurablementAsync(Trace.De(NatureTrace.Effacement, d.Compte, horloge.GetUtcNow(), [d.Sujet.Flux], "trajectoires/effacement", effacer.Regle, d.Conditions.Adresse), ct);
        var position = await effacement.EffacerAsync(d.Sujet.Flux, effacer.Regle, effacer.Motif?.Code, d.Compte.Agent, acte, ct);
        var apres = await garde.DeciderAsync(d.Sujet.Flux, d.Compte, ct);
        var faits = apres.Famille.Flot.Faits;
        return Enregistre(d, cible with { Visibles = cible.Voir(faits) }, position == 0 ? [] : [.. faits.TakeLast(1)], Math.Max(position, cible.Flot.Position));
    }

    /// <summary>Reads the stream and decides whether the account may record in it.</summary>
    private async Task<(Cible? Cible, IssueDActe? Refus)> OuvrirLaCibleAsync(Demande d, long debut, CancellationToken ct)
    {
        if (d.Sujet.Nature != Flux.Trajectoire)
        {
            var flots = await lecteur.LireFaitsAsync([d.Sujet.Flux], ct);
            var flot = flots.GetValueOrDefault(d.Sujet.Flux, new Flot());
            return d.Sujet.Nature == Flux.Foyer && !d.Ouverture && !await FoyerOuvertAsync(d, flot, ct)
                ? (null, new(NatureIssue.Introuvable, d.Sujet))
                : (Cible.De(d.Sujet, flot), null);
        }

        var acces = await garde.DeciderAsync(d.Sujet.Flux, d.Compte, ct);
        if (d.Ouverture)
        {
            return (Cible.De(d.Sujet, acces, d.Compte), null);
        }

        if (!acces.Decision.Autorise)
        {
            await dossiers.RefuserAsync(d.Sujet.Flux, d.Compte, acces, new($"trajectoires/{d.Acte.Chemin}", d.Conditions.Adresse), debut, ct);
            return (null, new(NatureIssue.Introuvable, d.Sujet));
        }

        return acces.Decision.Niveau == NiveauAcces.Complet
            ? (Cible.De(Sujet.Trajectoire(acces.Famille.Personne), acces, d.Compte), null)
            : (null, await InterdireAsync(d, new("acces-limite", "Ce partage permet de lire les dates, les référents et les mesures ; il ne permet pas d'écrire au dossier."), ct));
    }

    /// <summary>A household is kept by who may see one of its members; one without members yet, by anybody who accompanies.</summary>
    private async Task<bool> FoyerOuvertAsync(Demande d, Flot flot, CancellationToken ct)
    {
        if (flot.Version == 0 || !Guid.TryParse(d.Sujet.Cle, out var foyer))
        {
            return false;
        }

        var connus = await foyers.ConnusAsync([foyer], d.Compte, ct);
        if (connus.Count == 0 || connus.Any(c => c.Decision.Niveau == NiveauAcces.Complet))
        {
            return true;
        }

        await journal.NoterAsync(Trace.De(NatureTrace.Refus, d.Compte, horloge.GetUtcNow(), [], $"foyers/{d.Acte.Chemin}", "sans-lien", d.Conditions.Adresse), ct);
        return false;
    }

    /// <summary>What the command names besides its stream: another file, or a fact to correct.</summary>
    private async Task<IssueDActe?> GarderCibleAsync(Demande d, Cible cible, Commande commande, long debut, CancellationToken ct)
    {
        if (commande is FusionnerDossiers { Absorbe: var absorbe })
        {
            var acces = await garde.DeciderAsync(absorbe, d.Compte, ct);
            if (acces.Decision.Niveau != NiveauAcces.Complet)
            {
                await dossiers.RefuserAsync(absorbe, d.Compte, acces, new($"trajectoires/{d.Acte.Chemin}", d.Conditions.Adresse), debut, ct);
                return new(NatureIssue.Introuvable, Sujet.Trajectoire(absorbe));
            }
        }

        var corrige = commande switch
        {
            RectifierFait r => r.EvenementId,
            AnnulerFait a => a.EvenementId,
            _ => null,
        };
        return corrige is not null && Histoire.Trouver(cible.Visibles, corrige, ContexteDecision.SourceDesActes, cible.Visibles.Count) < 0
            ? new(NatureIssue.Refuse, d.Sujet) { Refus = new("evenement-introuvable", "Aucun fait de ce dossier ne porte cet identifiant.", corrige, "data.evenementId"), Version = cible.Visibles.Count }
            : null;
    }

    private async Task<IssueDActe> InterdireAsync(Demande d, Refus refus, CancellationToken ct)
    {
        await journal.NoterAsync(
            Trace.De(
                NatureTrace.Refus, d.Compte, horloge.GetUtcNow(), d.Sujet.Nature == Flux.Trajectoire && !d.Ouverture ? [d.Sujet.Flux] : [],
                $"{Sujet.NomDe(d.Sujet.Nature)}/{d.Acte.Chemin}", refus.Regle, d.Conditions.Adresse),
            ct);
        return new(NatureIssue.Interdit, d.Sujet) { Refus = refus };
    }

    private static IssueDActe Enregistre(Demande d, Cible cible, IReadOnlyList<Fait> faits, long position) =>
        new(NatureIssue.Enregistre, d.Sujet) { Faits = faits, Version = cible.Visibles.Count, Position = position };

    private static List<Fait> DejaFait(IEnumerable<Fait> faits, Guid graine) =>
        [.. faits.Where(f => f.Provenance.Source == ContexteDecision.SourceDesActes && f.Provenance.Id.StartsWith($"{graine:D}-", StringComparison.Ordinal))];

    private sealed record Demande(Acte Acte, Sujet Sujet, ReadOnlyMemory<byte> Corps, DemandeDActe Conditions, Guid Graine, bool Ouverture)
    {
        public Compte Compte => Conditions.Compte;
    }
}
