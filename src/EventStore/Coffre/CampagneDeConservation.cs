using System.Text;
using Accompagnement.Domain.Acces;
using Accompagnement.Domain.Faits;
using Accompagnement.EventStore.Traces;
using Npgsql;

namespace Accompagnement.EventStore.Coffre;

/// <summary>What becomes of a file whose retention is over.</summary>
public enum DecisionConservation
{
    Effacer,
    Archiver,
    Ecarter,
}

/// <summary>A file proposed by a list, and the rule that is due.</summary>
public sealed record Proposition(Guid Personne, string Regle, DateOnly EchueLe, IssueConservation Issue);

/// <summary>What was decided for one file of a list.</summary>
/// <param name="Personne">The file.</param>
/// <param name="Decision">What is to be done.</param>
/// <param name="Motif">Why it is archived or put aside: a text, kept in the coffre; required for both.</param>
/// <param name="Jusquau">Until when it stays in the intermediate archive; required to archive.</param>
public sealed record Choix(Guid Personne, DecisionConservation Decision, string? Motif = null, DateOnly? Jusquau = null);

/// <summary>What was done with a confirmed list.</summary>
public sealed record BilanConservation(int Effaces, int Archives, int Ecartes, int EncoreDus);

/// <summary>
/// Retention in three steps: a list is drawn up, an authorised person confirms it with the visa of the archives (code du patrimoine,
/// R.212-14: nothing is eliminated without it), then it is carried out. A dry run shows the list and writes nothing.
/// </summary>
/// <remarks>Drawing up, confirming, and each file that is archived or erased are traced, before they happen.</remarks>
public sealed partial class CampagneDeConservation(
    NpgsqlDataSource source, IEventStore store, CoffreFort coffre, Effacement effacement, JournalDesTraces journal, TimeProvider horloge)
{
    private const string FinDArchive = "FIN-ARCHIVE";

    private readonly ReglesDeConservation reglesDatees = new(source);

    /// <summary>Whether an account may see and confirm lists: they hold files of every service.</summary>
    public static bool EstHabilite(Compte compte) =>
        compte.Role is RoleCompte.Administrateur || (compte.Role is RoleCompte.Superviseur && compte.Sites.Count == 0 && compte.Services.Count == 0);

    /// <summary>The dry run: what a list drawn up on this day would hold.</summary>
    public async Task<IReadOnlyList<Proposition>> SimulerAsync(DateOnly jour, CancellationToken ct = default)
    {
        var regles = await reglesDatees.LireAsync(jour, ct);
        var (exclus, finsDArchive) = await HorsListeAsync(jour, ct);
        var absorbants = await AbsorbantsAsync(ct);
        var propositions = finsDArchive.ConvertAll(f => new Proposition(f.Personne, FinDArchive, f.Jusquau, IssueConservation.Effacement));
        exclus.UnionWith(propositions.Select(p => p.Personne));

        // Files that others absorbed count with the one that holds them now.
        var groupes = absorbants.Values.Distinct().ToDictionary(a => a, _ => new List<Fait>());
        var courant = new List<Fait>();
        await foreach (var (_, _, fait) in store.ReadByStreamAsync(await store.SettleAsync(ct), ct))
        {
            if (fait.Sujet.Nature != Flux.Trajectoire)
            {
                continue;
            }

            if (courant.Count > 0 && courant[0].Sujet.Flux != fait.Sujet.Flux)
            {
                Juger(courant);
                courant = [];
            }

            if (groupes.TryGetValue(Final(fait.Sujet.Flux), out var groupe))
            {
                groupe.Add(fait);
            }
            else
            {
                courant.Add(fait);
            }
        }

        Juger(courant);
        foreach (var (personne, faits) in groupes)
        {
            Juger(faits, personne);
        }

        return propositions;

        Guid Final(Guid flux)
        {
            for (var pas = 0; pas < 20 && absorbants.TryGetValue(flux, out var suivant); pas++)
            {
                flux = suivant;
            }

            return flux;
        }

        void Juger(List<Fait> faits, Guid? de = null)
        {
            if (faits.Count > 0 && (de ?? faits[0].Sujet.Flux) is var personne && !exclus.Contains(personne)
                && Conservation.Due(faits, regles, jour) is { } due)
            {
                propositions.Add(new(personne, due.Regle.Code, due.EchueLe, due.Regle.Issue));
            }
        }
    }

    /// <summary>Draws up a list; nothing else happens until it is confirmed.</summary>
    public async Task<(Guid Liste, IReadOnlyList<Proposition> Propositions)> EtablirAsync(Compte par, CancellationToken ct = default)
    {
        var maintenant = horloge.GetUtcNow();
        var propositions = await SimulerAsync(Calendrier.Jour(maintenant), ct);
        var liste = Guid.CreateVersion7();
        await journal.NoterDurablementAsync(Trace.De(NatureTrace.Recherche, par, maintenant, [], $"conservation/{liste:D}", "etablie"), ct);
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new("insert into conservation.listes (liste, etablie_le, etablie_par) values ($1, $2, $3)")
        {
            Parameters = { Valeur(liste), Valeur(maintenant.UtcDateTime), Valeur(par.Nom) },
        });
        batch.BatchCommands.Add(new("""
            insert into conservation.propositions (liste, personne, regle, echue_le, issue)
            select $1, u.* from unnest($2, $3, $4, $5) as u (personne, regle, echue_le, issue)
            """)
        {
            Parameters =
            {
                Valeur(liste),
                Valeur(propositions.Select(p => p.Personne).ToArray()),
                Valeur(propositions.Select(p => p.Regle).ToArray()),
                Valeur(propositions.Select(p => p.EchueLe).ToArray()),
                Valeur(propositions.Select(p => p.Issue.ToString()).ToArray()),
            },
        });
        await batch.ExecuteNonQueryAsync(ct);
        return (liste, propositions);
    }

    /// <summary>
    /// Confirms a list, with the reference of the archives' visa and a choice for every file in it. Somebody else than who drew it up.
    /// </summary>
    public async Task<Refus?> ConfirmerAsync(Guid liste, Compte par, string visa, IReadOnlyList<Choix> choix, CancellationToken ct = default)
    {
        if (!EstHabilite(par))
        {
            return new("confirmation-reservee", "Seule une personne habilitée (superviseur de tout le département, ou administrateur) confirme une liste d'effacement.");
        }

        if (!Codes.EstCle(visa ?? ""))
        {
            return new("visa-manquant", "La référence du visa des Archives départementales est obligatoire (code du patrimoine, R.212-14).", null, "visa");
        }

        if (choix.FirstOrDefault(c => !Enum.IsDefined(c.Decision)) is not null
            || choix.FirstOrDefault(c => c.Decision != DecisionConservation.Effacer && string.IsNullOrWhiteSpace(c.Motif)) is not null
            || choix.FirstOrDefault(c => c.Decision == DecisionConservation.Archiver && (c.Jusquau is null || c.Jusquau <= Calendrier.Jour(horloge.GetUtcNow()))) is not null)
        {
            return new("motif-manquant", "Archiver demande un motif écrit et une date de fin à venir ; écarter demande un motif écrit.", null, "choix");
        }

        await journal.NoterDurablementAsync(Trace.De(NatureTrace.Effacement, par, horloge.GetUtcNow(), [], $"conservation/{liste:D}/confirmation", visa), ct);
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using (var ouvrir = new NpgsqlCommand("""
            update conservation.listes set confirmee_le = $2, confirmee_par = $3, visa = $4
            where liste = $1 and confirmee_le is null and etablie_par <> $3
              and (select coalesce(array_agg(personne order by personne), '{}') from conservation.propositions where liste = $1)
                = (select coalesce(array_agg(u order by u), '{}') from unnest($5) as u)
            """, connection, transaction))
        {
            ouvrir.Parameters.AddRange(new NpgsqlParameter[] { Valeur(liste), Valeur(horloge.GetUtcNow().UtcDateTime), Valeur(par.Nom), Valeur(visa!), Valeur(choix.Select(c => c.Personne).ToArray()) });
            if (await ouvrir.ExecuteNonQueryAsync(ct) == 0)
            {
                await journal.NoterAsync(Trace.De(NatureTrace.Refus, par, horloge.GetUtcNow(), [], $"conservation/{liste:D}/confirmation", "liste-non-confirmable"), ct);
                return new("liste-non-confirmable", "La liste est déjà confirmée, ou vous l'avez établie vous-même, ou un choix manque pour l'un de ses dossiers.");
            }
        }

        var motifs = choix.Select(c => c.Decision == DecisionConservation.Effacer ? (Guid?)null : Guid.NewGuid()).ToArray();
        var secrets = choix.Select((c, i) => (c, i)).Where(x => motifs[x.i] is not null)
            .Select(x => new SecretDe(x.c.Personne, new(motifs[x.i]!.Value, NatureSecret.Texte, Encoding.UTF8.GetBytes(x.c.Motif!)))).ToArray();
        await using var batch = new NpgsqlBatch(connection, transaction);
        foreach (var commande in await coffre.ScellerAsync(secrets, connection, ct))
        {
            batch.BatchCommands.Add(commande);
        }

        batch.BatchCommands.Add(new("""
            update conservation.propositions p set decision = u.decision, motif = u.motif, jusquau = u.jusquau
            from unnest($2, $3, $4, $5) as u (personne, decision, motif, jusquau) where p.liste = $1 and p.personne = u.personne
            """)
        {
            Parameters =
            {
                Valeur(liste),
                Valeur(choix.Select(c => c.Personne).ToArray()),
                Valeur(choix.Select(c => c.Decision.ToString()).ToArray()),
                Valeur(motifs),
                Valeur(choix.Select(c => c.Jusquau).ToArray()),
            },
        });
        await batch.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
        return null;
    }

    /// <summary>
    /// Carries out a confirmed list, file by file; interrupted, it goes on where it stopped. A file that came back to life since it was
    /// listed, or that was frozen, is left alone.
    /// </summary>
    public async Task<BilanConservation> ExecuterAsync(Guid liste, Compte par, IProgress<int>? progres = null, CancellationToken ct = default)
    {
        var (effaces, archives, ecartes, encoreDus) = (0, 0, 0, 0);
        var jour = Calendrier.Jour(horloge.GetUtcNow());
        var regles = (await reglesDatees.LireAsync(jour, ct)).ToDictionary(r => r.Code);
        var (exclus, _) = await HorsListeAsync(jour, ct, sauf: liste);
        foreach (var (personne, regle, decision, motif, jusquau) in await AFaireAsync(liste, ct))
        {
            if (decision == DecisionConservation.Ecarter)
            {
                ecartes++;
            }
            else if (exclus.Contains(personne) || await GeleAsync(personne, jour, ct) || !await EncoreDueAsync(personne, regle, regles, jour, ct))
            {
                encoreDus++;
            }
            else if (decision == DecisionConservation.Effacer)
            {
                await TracerAsync("effacement");
                await effacement.EffacerAsync(personne, regle, auteur: par.Agent, ct: ct);
                await ExecuterAsync("delete from conservation.archives where personne = $1", ct, Valeur(personne));
                effaces++;
            }
            else
            {
                await TracerAsync("archivage");
                await ExecuterAsync("""
                    insert into conservation.archives (personne, motif, jusquau, depuis, liste) values ($1, $2, $3, $4, $5)
                    on conflict (personne) do update set motif = excluded.motif, jusquau = excluded.jusquau, liste = excluded.liste
                    """, ct, Valeur(personne), Valeur(motif!.Value), Valeur(jusquau!.Value), Valeur(horloge.GetUtcNow().UtcDateTime), Valeur(liste));
                archives++;
            }

            await ExecuterAsync("update conservation.propositions set fait_le = $3 where liste = $1 and personne = $2", ct, Valeur(liste), Valeur(personne), Valeur(horloge.GetUtcNow().UtcDateTime));
            progres?.Report(effaces + archives + ecartes + encoreDus);

            // Traced first: were the rest to fail, it would be done again; the other way round, an erasure would be untold.
            Task TracerAsync(string quoi) =>
                journal.NoterDurablementAsync(Trace.De(NatureTrace.Effacement, par, horloge.GetUtcNow(), [personne], $"conservation/{liste:D}/{quoi}", regle), ct);
        }

        await ExecuterAsync("update conservation.listes set executee_le = $2 where liste = $1 and confirmee_le is not null and executee_le is null", ct, Valeur(liste), Valeur(horloge.GetUtcNow().UtcDateTime));
        return new(effaces, archives, ecartes, encoreDus);
    }
}
