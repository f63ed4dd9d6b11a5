using System.Security.Cryptography;
using System.Text.Json;
using Accompagnement.Domain.Faits;
using Npgsql;
using NpgsqlTypes;

namespace Accompagnement.EventStore.Coffre;

/// <summary>A secret and the stream it belongs to: the one whose key seals it.</summary>
public readonly record struct SecretDe(Guid Titulaire, Secret Secret);

/// <summary>
/// The coffre: seals and opens what identifies. Each stream that holds such things has its own key, itself sealed by the
/// <see cref="Trousseau"/>; erasing a person is deleting one key and its rows.
/// </summary>
public sealed class CoffreFort(NpgsqlDataSource source, Trousseau trousseau)
{
    private readonly Empreinteur empreinteur = new(trousseau);
    private readonly byte[] enveloppe = trousseau.Enveloppe(trousseau.EnUsage);

    public Empreinteur Empreinteur => empreinteur;

    /// <summary>Checks that the wrapping keys are those the coffre was closed with, and marks the current one.</summary>
    /// <exception cref="CoffreFermeException">They are not: starting would mix two coffres.</exception>
    public Task VerifierAsync(CancellationToken ct) => Temoins.VerifierAsync(source, trousseau, ct);

    /// <summary>
    /// Seals secrets and gives the commands that write them, to be run in the transaction of the facts that refer to them.
    /// </summary>
    public async Task<IReadOnlyList<NpgsqlBatchCommand>> ScellerAsync(
        IReadOnlyList<SecretDe> secrets, NpgsqlConnection connection, CancellationToken ct)
    {
        if (secrets.Count == 0)
        {
            return [];
        }

        var titulaires = secrets.Select(s => s.Titulaire).Distinct().ToArray();
        var cles = await LireClesAsync(titulaires, connection, ct);
        var nouvelles = titulaires.Where(t => !cles.ContainsKey(t)).Order().ToArray();
        using var aesEnveloppe = Scellement.Aes(enveloppe);
        var enveloppees = new byte[nouvelles.Length][];
        for (var i = 0; i < nouvelles.Length; i++)
        {
            var cle = RandomNumberGenerator.GetBytes(32);
            cles[nouvelles[i]] = cle;
            enveloppees[i] = Scellement.Sceller(aesEnveloppe, cle, Scellement.Lien(nouvelles[i], Guid.Empty, trousseau.EnUsage));
        }

        var contenus = new byte[secrets.Count][];
        var aes = cles.ToDictionary(c => c.Key, c => Scellement.Aes(c.Value));
        try
        {
            for (var i = 0; i < secrets.Count; i++)
            {
                var (titulaire, secret) = secrets[i];
                contenus[i] = Scellement.Sceller(aes[titulaire], secret.Clair, Scellement.Lien(titulaire, secret.Id, (short)secret.Nature));
            }
        }
        finally
        {
            foreach (var a in aes.Values)
            {
                a.Dispose();
            }
        }

        return Commandes(secrets, contenus, nouvelles, enveloppees);
    }

    /// <summary>The free texts of one file, absorbed files included when their streams are given; what was erased is not there.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> TextesAsync(IReadOnlyCollection<Guid> titulaires, CancellationToken ct = default)
    {
        var textes = new Dictionary<Guid, string>();
        foreach (var secret in await OuvrirAsync(titulaires, NatureSecret.Texte, ct))
        {
            textes[secret.Secret.Id] = System.Text.Encoding.UTF8.GetString(secret.Secret.Clair);
        }

        return textes;
    }

    /// <summary>Opens secrets by their identifiers, whoever they belong to: for the feed. What was erased is not there.</summary>
    public async Task<IReadOnlyDictionary<Guid, Secret>> OuvrirAsync(IReadOnlyCollection<Guid> secrets, CancellationToken ct = default)
    {
        await using var commande = source.CreateCommand("""
            select s.titulaire, s.id, s.contenu, c.enveloppe, c.cle, s.nature from coffre.secrets s join coffre.cles c using (titulaire)
            where s.id = any($1) order by s.titulaire
            """);
        commande.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. secrets] });
        return (await OuvrirAsync(commande, ct)).ToDictionary(s => s.Secret.Id, s => s.Secret);
    }

    /// <summary>Opens the secrets of one nature of many streams, in one round trip.</summary>
    internal async Task<List<SecretDe>> OuvrirAsync(IReadOnlyCollection<Guid> titulaires, NatureSecret nature, CancellationToken ct)
    {
        await using var commande = source.CreateCommand("""
            select s.titulaire, s.id, s.contenu, c.enveloppe, c.cle, s.nature from coffre.secrets s join coffre.cles c using (titulaire)
            where s.titulaire = any($1) and s.nature = $2 order by s.titulaire
            """);
        commande.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = titulaires as Guid[] ?? [.. titulaires] });
        commande.Parameters.Add(new NpgsqlParameter<short> { TypedValue = (short)nature });
        return await OuvrirAsync(commande, ct);
    }

    /// <summary>Rows come holder by holder: each key is unwrapped once.</summary>
    private async Task<List<SecretDe>> OuvrirAsync(NpgsqlCommand commande, CancellationToken ct)
    {
        var ouverts = new List<SecretDe>();
        await using var lignes = await commande.ExecuteReaderAsync(ct);
        Guid? courant = null;
        AesGcm? aes = null;
        try
        {
            while (await lignes.ReadAsync(ct))
            {
                var (titulaire, id, nature) = (lignes.GetGuid(0), lignes.GetGuid(1), (NatureSecret)lignes.GetInt16(5));
                if (titulaire != courant)
                {
                    aes?.Dispose();
                    aes = Scellement.Aes(OuvrirCle(titulaire, lignes.GetInt16(3), lignes.GetFieldValue<byte[]>(4)));
                    courant = titulaire;
                }

                var clair = Scellement.Ouvrir(aes!, lignes.GetFieldValue<byte[]>(2), Scellement.Lien(titulaire, id, (short)nature));
                ouverts.Add(new(titulaire, new(id, nature, clair)));
            }
        }
        finally
        {
            aes?.Dispose();
        }

        return ouverts;
    }

    /// <summary>Opens every secret of a stream; what was erased is simply not there.</summary>
    public async Task<IReadOnlyDictionary<Guid, byte[]>> OuvrirAsync(Guid titulaire, CancellationToken ct = default)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        var cles = await LireClesAsync([titulaire], connection, ct);
        var clairs = new Dictionary<Guid, byte[]>();
        if (!cles.TryGetValue(titulaire, out var cle))
        {
            return clairs;
        }

        using var aes = Scellement.Aes(cle);
        await using var commande = new NpgsqlCommand("select id, nature, contenu from coffre.secrets where titulaire = $1", connection)
        {
            Parameters = { new NpgsqlParameter<Guid> { TypedValue = titulaire } },
        };
        await using var lignes = await commande.ExecuteReaderAsync(ct);
        while (await lignes.ReadAsync(ct))
        {
            var id = lignes.GetGuid(0);
            clairs[id] = Scellement.Ouvrir(aes, lignes.GetFieldValue<byte[]>(2), Scellement.Lien(titulaire, id, lignes.GetInt16(1)));
        }

        return clairs;
    }

    /// <summary>Seals a rejected line, which may name a person.</summary>
    public byte[] ScellerRejet(Guid lot, long ligne, ReadOnlySpan<byte> contenu)
    {
        using var aes = Scellement.Aes(trousseau.Rejets);
        return Scellement.Sceller(aes, contenu, LienRejet(lot, ligne));
    }

    /// <summary>Opens a rejected line.</summary>
    public byte[] OuvrirRejet(Guid lot, long ligne, byte[] scelle)
    {
        using var aes = Scellement.Aes(trousseau.Rejets);
        return Scellement.Ouvrir(aes, scelle, LienRejet(lot, ligne));
    }

    private static byte[] LienRejet(Guid lot, long ligne)
    {
        var lien = new byte[24];
        lot.TryWriteBytes(lien);
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(lien.AsSpan(16), ligne);
        return lien;
    }

    /// <summary>Unwraps the key of a stream.</summary>
    internal byte[] OuvrirCle(Guid titulaire, short version, ReadOnlySpan<byte> enveloppee)
    {
        using var aes = Scellement.Aes(trousseau.Enveloppe(version));
        return Scellement.Ouvrir(aes, enveloppee, Scellement.Lien(titulaire, Guid.Empty, version));
    }

    private async Task<Dictionary<Guid, byte[]>> LireClesAsync(Guid[] titulaires, NpgsqlConnection connection, CancellationToken ct)
    {
        var cles = new Dictionary<Guid, byte[]>();
        await using var commande = new NpgsqlCommand("select titulaire, enveloppe, cle from coffre.cles where titulaire = any($1)", connection)
        {
            Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = titulaires } },
        };
        await using var lignes = await commande.ExecuteReaderAsync(ct);
        while (await lignes.ReadAsync(ct))
        {
            var titulaire = lignes.GetGuid(0);
            cles[titulaire] = OuvrirCle(titulaire, lignes.GetInt16(1), lignes.GetFieldValue<byte[]>(2));
        }

        return cles;
    }

    private List<NpgsqlBatchCommand> Commandes(IReadOnlyList<SecretDe> secrets, byte[][] contenus, Guid[] nouvelles, byte[][] enveloppees)
    {
        var commandes = new List<NpgsqlBatchCommand>(3);
        if (nouvelles.Length > 0)
        {
            commandes.Add(new("insert into coffre.cles (titulaire, enveloppe, cle) select t, $2, c from unnest($1, $3) as u (t, c)")
            {
                Parameters =
                {
                    new NpgsqlParameter<Guid[]> { TypedValue = nouvelles },
                    new NpgsqlParameter<short> { TypedValue = trousseau.EnUsage },
                    new NpgsqlParameter<byte[][]> { TypedValue = enveloppees, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea },
                },
            });
        }

        commandes.Add(new("insert into coffre.secrets (id, titulaire, nature, contenu) select * from unnest($1, $2, $3, $4)")
        {
            Parameters =
            {
                new NpgsqlParameter<Guid[]> { TypedValue = [.. secrets.Select(s => s.Secret.Id)] },
                new NpgsqlParameter<Guid[]> { TypedValue = [.. secrets.Select(s => s.Titulaire)] },
                new NpgsqlParameter<short[]> { TypedValue = [.. secrets.Select(s => (short)s.Secret.Nature)] },
                new NpgsqlParameter<byte[][]> { TypedValue = contenus, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea },
            },
        });

        var identites = secrets.Where(s => s.Secret.Nature == NatureSecret.Identite).ToArray();
        if (identites.Length > 0)
        {
            commandes.Add(CommandeRecherche(identites));
        }

        return commandes;
    }

    /// <summary>Fingerprints have various numbers: they travel as one flat array and their lengths.</summary>
    private NpgsqlBatchCommand CommandeRecherche(SecretDe[] identites)
    {
        var empreintes = identites
            .Select(s => empreinteur.De(JsonSerializer.Deserialize<Identite>(s.Secret.Clair, Json.Stocke)!))
            .ToArray();
        var fins = new int[empreintes.Length];
        for (var i = 0; i < fins.Length; i++)
        {
            fins[i] = (i == 0 ? 0 : fins[i - 1]) + empreintes[i].Length;
        }

        return new("""
            insert into coffre.recherche (titulaire, secret, empreintes)
            select u.titulaire, u.secret, ($3::int[])[u.debut + 1 : u.fin] from unnest($1, $2, $4, $5) as u (titulaire, secret, debut, fin)
            """)
        {
            Parameters =
            {
                new NpgsqlParameter<Guid[]> { TypedValue = [.. identites.Select(s => s.Titulaire)] },
                new NpgsqlParameter<Guid[]> { TypedValue = [.. identites.Select(s => s.Secret.Id)] },
                new NpgsqlParameter<int[]> { TypedValue = [.. empreintes.SelectMany(e => e)] },
                new NpgsqlParameter<int[]> { TypedValue = [.. fins.Select((f, i) => f - empreintes[i].Length)] },
                new NpgsqlParameter<int[]> { TypedValue = fins },
            },
        };
    }
}
