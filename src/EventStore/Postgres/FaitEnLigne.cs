using System.Buffers;
using System.Text;
using System.Text.Json;
using Accompagnement.Domain.Faits;
using Npgsql;

namespace Accompagnement.EventStore.Postgres;

/// <summary>A stored fact that cannot be read: its type is unknown here, or its JSON is not that of its type.</summary>
public sealed class FaitIllisibleException : Exception
{
    public FaitIllisibleException()
    {
    }

    public FaitIllisibleException(string message)
        : base(message)
    {
    }

    public FaitIllisibleException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public FaitIllisibleException(long position, string type, Exception? innerException = null)
        : base($"The fact at position {position} ({type}) cannot be read.", innerException) => Position = position;

    public long Position { get; }
}

/// <summary>The passage between a fact and its row in <c>mt_events</c>.</summary>
internal static class FaitEnLigne
{
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? tampon;

    [ThreadStatic]
    private static Utf8JsonWriter? ecrivain;

    /// <summary>What a query must select, in this order, for <see cref="Lire(NpgsqlDataReader)"/>.</summary>
    public const string Colonnes = "seq_id, version, stream_id, type, timestamp, data, headers, id";

    /// <summary>How many they are.</summary>
    public const int NombreDeColonnes = 8;

    /// <summary>The type Marten gives to the row that fills the number of an append that failed.</summary>
    public const string Pierre = "tombstone";

    /// <summary>What such a row holds.</summary>
    public const string DonneesDePierre = "{}";

    /// <summary>
    /// The facts of some types of the streams <c>$1</c>. The types stand in the text, so that a plan for any streams can be an index of those types.
    /// </summary>
    public static string DeTypes(IEnumerable<TypeEvenement> types) =>
        $"select {Colonnes} from public.mt_events where stream_id = any($1) and type in ('{string.Join("', '", types.Select(t => t.NomStocke))}') order by stream_id, version";

    /// <summary>Reads the current row; null for a tombstone.</summary>
    public static FaitEnregistre? Lire(NpgsqlDataReader ligne)
    {
        var position = ligne.GetInt64(0);
        var type = ligne.GetString(3);
        if (type == Pierre)
        {
            return null;
        }

        return Assembler(
            position,
            ligne.GetInt64(1),
            ligne.GetGuid(2),
            type,
            ligne.GetDateTime(4),
            ligne.GetGuid(7),
            ligne.IsDBNull(6) ? [] : ligne.GetFieldValue<byte[]>(6),
            ligne.GetFieldValue<byte[]>(5),
            static (connu, donnees) => connu.LireStocke(donnees));
    }

    /// <summary>The same, of a row of a COPY.</summary>
    public static FaitEnregistre? Lire(LectureBinaire ligne)
    {
        var octets = ligne.Octets(3);
        var type = octets.Length <= 128 ? stackalloc char[128] : new char[octets.Length];
        type = type[..Encoding.UTF8.GetChars(octets, type)];
        return type is Pierre ? null : Assembler(
            ligne.Entier(0),
            ligne.Entier(1),
            ligne.Identifiant(2),
            type,
            ligne.Instant(4),
            ligne.Identifiant(7),
            ligne.Json(6),
            ligne.Json(5),
            static (connu, donnees) => connu.LireStocke(donnees));
    }

    /// <summary>Makes a fact of the columns of its row.</summary>
    /// <exception cref="FaitIllisibleException">The type is unknown, or the data or the headers are not what they should be.</exception>
    public static FaitEnregistre Assembler<T>(
        long position, long version, Guid flux, ReadOnlySpan<char> type, DateTime saisi, Guid id, ReadOnlySpan<byte> entetes, T donnees, Func<TypeEvenement, T, IEvenement> lire)
        where T : allows ref struct
    {
        try
        {
            var connu = TypeEvenement.DuNomStocke(type) ?? throw new JsonException("Unknown type.");
            var evenement = lire(connu, donnees);
            var instant = new DateTimeOffset(saisi, TimeSpan.Zero);
            var entete = entetes.Length == 0 ? new Entete() : Entete.Lire(entetes);
            var sujet = entete.Sujet ?? Sujet.Trajectoire(flux);
            var provenance = new Provenance(entete.Source ?? "", entete.Id ?? "", entete.Auteur, entete.Site, entete.Canal);
            return new(position, version, new Fait(sujet, evenement, entete.Survenu ?? instant, instant, provenance)
            {
                Id = id,
                Signalements = entete.Signalements ?? [],
            });
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or ArgumentException)
        {
            throw new FaitIllisibleException(position, type.ToString(), e);
        }
    }

    /// <summary>The metadata of a fact as the <c>headers</c> of its row.</summary>
    public static byte[] Entetes(Fait fait)
    {
        // One buffer and one writer per thread: this runs once per fact, a million times in an import.
        var octets = tampon ??= new ArrayBufferWriter<byte>(512);
        var json = ecrivain ??= new Utf8JsonWriter(octets, new JsonWriterOptions { SkipValidation = true });
        octets.ResetWrittenCount();
        json.Reset();
        json.WriteStartObject();
        json.WriteString("source"u8, fait.Provenance.Source);
        json.WriteString("id"u8, fait.Provenance.Id);
        json.WriteString("time"u8, fait.Survenu);
        Ecrire(json, "auteur"u8, fait.Provenance.Auteur);
        Ecrire(json, "site"u8, fait.Provenance.Site);
        if (fait.Provenance.Canal is { } canal)
        {
            json.WriteString("canal"u8, CloudEvents.Ecrire(canal));
        }

        if (fait.Sujet.Nature != Flux.Trajectoire)
        {
            json.WriteString("sujet"u8, fait.Sujet.ToString());
        }

        if (fait.Signalements.Count > 0)
        {
            json.WriteStartArray("signalements"u8);
            foreach (var code in fait.Signalements)
            {
                json.WriteStringValue(code);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.Flush();
        return octets.WrittenSpan.ToArray();
    }

    private static void Ecrire(Utf8JsonWriter json, ReadOnlySpan<byte> nom, string? valeur)
    {
        if (valeur is not null)
        {
            json.WriteString(nom, valeur);
        }
    }

    private struct Entete
    {
        public string? Source;
        public string? Id;
        public DateTimeOffset? Survenu;
        public string? Auteur;
        public string? Site;
        public Canal? Canal;
        public Sujet? Sujet;
        public List<string>? Signalements;

        public static Entete Lire(ReadOnlySpan<byte> octets)
        {
            var entete = new Entete();
            var json = new Utf8JsonReader(octets);
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            {
                return entete;
            }

            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                if (json.ValueTextEquals("source"u8))
                {
                    entete.Source = Texte(ref json);
                }
                else if (json.ValueTextEquals("id"u8))
                {
                    entete.Id = Texte(ref json);
                }
                else if (json.ValueTextEquals("time"u8))
                {
                    json.Read();
                    entete.Survenu = json.GetDateTimeOffset();
                }
                else if (json.ValueTextEquals("auteur"u8))
                {
                    entete.Auteur = Texte(ref json);
                }
                else if (json.ValueTextEquals("site"u8))
                {
                    entete.Site = Texte(ref json);
                }
                else if (json.ValueTextEquals("canal"u8))
                {
                    entete.Canal = CloudEvents.LireCanal(Texte(ref json));
                }
                else if (json.ValueTextEquals("sujet"u8))
                {
                    entete.Sujet = Domain.Faits.Sujet.TryParse(Texte(ref json), out var sujet) ? sujet : throw new JsonException("Bad subject.");
                }
                else if (json.ValueTextEquals("signalements"u8))
                {
                    entete.Signalements = [];
                    json.Read();
                    while (json.Read() && json.TokenType == JsonTokenType.String)
                    {
                        entete.Signalements.Add(json.GetString()!);
                    }
                }
                else
                {
                    json.Read();
                    json.Skip();
                }
            }

            return entete;
        }

        private static string? Texte(ref Utf8JsonReader json)
        {
            json.Read();
            return json.GetString();
        }
    }
}
