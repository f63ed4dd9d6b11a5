using System.Text.Json;

namespace Accompagnement.Domain.Faits;

/// <content>The attributes of an envelope, read in one pass without copying the data.</content>
public static partial class CloudEvents
{
    private ref struct Enveloppe
    {
        public string? SpecVersion;
        public string? Id;
        public string? Source;
        public string? Type;
        public string? Subject;
        public string? Time;
        public string? SaisiLe;
        public string? Auteur;
        public string? Site;
        public string? Canal;
        public string? DataSchema;
        public ReadOnlySpan<byte> Data;
        public TypeEvenement? TypeConnu;
        public Sujet Sujet;
        public DateTimeOffset Survenu;
        public DateTimeOffset Saisi;

        public Refus? Lire(ReadOnlySpan<byte> json)
        {
            var reader = new Utf8JsonReader(json, Options);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return new("json-invalide", "Chaque ligne est un objet JSON.");
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("data"u8))
                {
                    reader.Read();
                    if (reader.TokenType != JsonTokenType.StartObject)
                    {
                        return new("donnees-invalides", "`data` est un objet.", null, "data");
                    }

                    var debut = (int)reader.TokenStartIndex;
                    reader.Skip();
                    Data = json[debut..(int)reader.BytesConsumed];
                    continue;
                }

                ref var champ = ref Champ(ref reader, out var connu, out var nom);
                reader.Read();
                if (!connu)
                {
                    reader.Skip();
                }
                else if (reader.TokenType == JsonTokenType.String)
                {
                    champ = reader.GetString();
                }
                else if (reader.TokenType != JsonTokenType.Null)
                {
                    return new("attribut-invalide", $"`{nom}` est une chaîne.", null, nom);
                }
            }

            // The object must be whole, and nothing may follow it.
            while (reader.Read())
            {
            }

            return null;
        }

        [System.Diagnostics.CodeAnalysis.UnscopedRef]
        private ref string? Champ(ref Utf8JsonReader reader, out bool connu, out string nom)
        {
            connu = true;
            if (reader.ValueTextEquals("id"u8))
            {
                nom = "id";
                return ref Id;
            }

            if (reader.ValueTextEquals("source"u8))
            {
                nom = "source";
                return ref Source;
            }

            if (reader.ValueTextEquals("type"u8))
            {
                nom = "type";
                return ref Type;
            }

            if (reader.ValueTextEquals("subject"u8))
            {
                nom = "subject";
                return ref Subject;
            }

            if (reader.ValueTextEquals("time"u8))
            {
                nom = "time";
                return ref Time;
            }

            if (reader.ValueTextEquals("saisile"u8))
            {
                nom = "saisile";
                return ref SaisiLe;
            }

            if (reader.ValueTextEquals("auteur"u8))
            {
                nom = "auteur";
                return ref Auteur;
            }

            if (reader.ValueTextEquals("canal"u8))
            {
                nom = "canal";
                return ref Canal;
            }

            if (reader.ValueTextEquals("site"u8))
            {
                nom = "site";
                return ref Site;
            }

            if (reader.ValueTextEquals("dataschema"u8))
            {
                nom = "dataschema";
                return ref DataSchema;
            }

            connu = reader.ValueTextEquals("specversion"u8);
            nom = "specversion";
            return ref SpecVersion;
        }
    }
}
