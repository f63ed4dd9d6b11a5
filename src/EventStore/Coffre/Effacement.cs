using System.Security.Cryptography;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;
using Npgsql;

namespace Accompagnement.EventStore.Coffre;

/// <summary>
/// Erases what identifies a person: the key, the secrets, the search rows and the rejected lines of the file go in the transaction
/// that records <c>DonneesEffacees</c>. The facts stay, and with them every figure.
/// </summary>
/// <remarks>What copies of the database still hold is dealt with in docs/decisions/0012.</remarks>
public sealed class Effacement(NpgsqlDataSource source, IEventStore store, TimeProvider horloge)
{
    private const string Origine = "/accompagnement/conservation";
    /// <summary>However busy the file is, the erasure gets through: those who write to it are a few, and come to an end.</summary>
    private const int Essais = 200;

    /// <summary>Erases a person, the files it absorbed included. Doing it again does nothing.</summary>
    /// <param name="personne">The file.</param>
    /// <param name="regle">The retention rule that is due, or the right that is exercised: a code.</param>
    /// <param name="motif">A code that says more.</param>
    /// <param name="auteur">The code of the agent who decided.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The position of the last fact recorded; 0 when there was nothing left to erase.</returns>
    /// <exception cref="ArgumentException">The rule or the reason is not a code: a text about the person would outlive the erasure.</exception>
    public async Task<long> EffacerAsync(Guid personne, string regle, string? motif = null, string? auteur = null, Provenance? acte = null, CancellationToken ct = default)
    {
        if (!Codes.EstCode(regle))
        {
            throw new ArgumentException("The rule of an erasure is a code.", nameof(regle));
        }

        var evenement = new DonneesEffacees(regle, motif is null ? null : CodeOuTexte.DuCode(motif));
        var position = 0L;
        foreach (var flux in await FluxDeAsync(personne, ct))
        {
            position = Math.Max(position, await EffacerFluxAsync(flux, evenement, auteur, flux == personne ? acte : null, ct));
        }

        return position;
    }

    private async Task<long> EffacerFluxAsync(Guid flux, DonneesEffacees evenement, string? auteur, Provenance? acte, CancellationToken ct)
    {
        for (var essai = 1; ; essai++)
        {
            var (version, reste) = await EtatAsync(flux, ct);
            if (version == 0 || !reste)
            {
                return 0;
            }

            var maintenant = Instants.ALaMicroseconde(horloge.GetUtcNow());
            var fait = new Fait(Sujet.Trajectoire(flux), evenement, maintenant, maintenant, acte ?? new(Origine, $"effacement/{flux:D}/{version}", auteur));
            try
            {
                // Whoever seals something for this person at this moment appends at the same version: one of the two starts again.
                return await store.AppendAsync(new(fait.Sujet, version, [fait]), Commandes(flux, fait.Id), ct);
            }
            catch (VersionConflictException) when (essai < Essais)
            {
                await Task.Delay(RandomNumberGenerator.GetInt32(1, 20), ct);
            }
        }
    }

    private static List<NpgsqlBatchCommand> Commandes(Guid flux, Guid fait) =>
    [
        Commande("delete from coffre.recherche where titulaire = $1", flux),
        Commande("delete from coffre.secrets where titulaire = $1", flux),
        Commande("delete from coffre.cles where titulaire = $1", flux),
        Commande("delete from accompagnement.rejets where flux = $1", flux),
        Commande("insert into accompagnement.faits_connus (id) values ($1) on conflict do nothing", fait),
    ];

    private async Task<(long Version, bool Reste)> EtatAsync(Guid flux, CancellationToken ct)
    {
        await using var commande = source.CreateCommand("""
            select version,
                   exists (select from coffre.cles where titulaire = $1) or exists (select from coffre.secrets where titulaire = $1)
                   or exists (select from coffre.recherche where titulaire = $1) or exists (select from accompagnement.rejets where flux = $1)
                   or not exists (select from public.mt_events where stream_id = $1 and type = $2)
            from public.mt_streams where id = $1 and type = 'trajectoire'
            """);
        commande.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = flux });
        commande.Parameters.Add(new NpgsqlParameter<string> { TypedValue = TypeEvenement.DuNom(nameof(DonneesEffacees))!.NomStocke });
        await using var ligne = await commande.ExecuteReaderAsync(ct);
        return await ligne.ReadAsync(ct) ? (ligne.GetInt64(0), ligne.GetBoolean(1)) : (0, false);
    }

    /// <summary>The file and those it absorbed, however deep; the absorbed ones first, so that a crash leaves the file in the list.</summary>
    private async Task<List<Guid>> FluxDeAsync(Guid personne, CancellationToken ct)
    {
        await using var commande = source.CreateCommand("""
            with recursive f (flux) as (
                select $1 union select a.absorbe from accompagnement.fusions a join f on a.absorbant = f.flux
            )
            select flux from f where flux <> $1
            """);
        commande.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = personne });
        await using var lignes = await commande.ExecuteReaderAsync(ct);
        var flux = new List<Guid>();
        while (await lignes.ReadAsync(ct))
        {
            flux.Add(lignes.GetGuid(0));
        }

        return [.. flux, personne];
    }

    private static NpgsqlBatchCommand Commande(string sql, Guid id) => new(sql) { Parameters = { new NpgsqlParameter<Guid> { TypedValue = id } } };
}
