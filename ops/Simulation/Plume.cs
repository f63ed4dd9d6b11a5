using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Accompagnement.Simulation;

/// <summary>Writes the data of one event after the other, each as a CloudEvent on a line. What is not to be recorded costs nothing.</summary>
internal sealed class Plume : IDisposable
{
    private readonly ArrayBufferWriter<byte> tampon = new(4096);
    private readonly Utf8JsonWriter json;
    private readonly Triage triage;
    private readonly string source;
    private readonly byte[] instant = new byte[32];
    private bool muette;
    private int saisi;

    public Plume(Triage triage, string source)
    {
        this.triage = triage;
        this.source = source;
        json = new Utf8JsonWriter(tampon, new JsonWriterOptions { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    public Plume Muette()
    {
        muette = true;
        return this;
    }

    /// <summary>Starts an event; instants are minutes of local time.</summary>
    public Plume Ouvrir(string id, string type, string sujet, int survenu, int saisi, string? auteur, string? site, string canal)
    {
        muette = false;
        this.saisi = saisi;
        tampon.ResetWrittenCount();
        json.Reset(tampon);
        json.WriteStartObject();
        json.WriteString("specversion"u8, "1.0"u8);
        json.WriteString("id"u8, id);
        json.WriteString("source"u8, source);
        json.WriteString("type"u8, type);
        json.WriteString("subject"u8, sujet);
        json.WriteString("time"u8, Temps.Instant(instant, survenu));
        if (auteur is not null)
        {
            json.WriteString("auteur"u8, auteur);
        }

        if (site is not null)
        {
            json.WriteString("site"u8, site);
        }

        json.WriteString("canal"u8, canal);
        json.WriteString("saisile"u8, Temps.Instant(instant, saisi));
        json.WriteStartObject("data"u8);
        return this;
    }

    public Plume Texte(string nom, string? valeur)
    {
        if (!muette && valeur is not null)
        {
            json.WriteString(nom, valeur);
        }

        return this;
    }

    public Plume Uuid(string nom, Guid? valeur)
    {
        if (!muette && valeur is { } uuid)
        {
            json.WriteString(nom, uuid);
        }

        return this;
    }

    public Plume Nombre(string nom, int valeur)
    {
        if (!muette)
        {
            json.WriteNumber(nom, valeur);
        }

        return this;
    }

    public Plume Euros(string nom, int centimes)
    {
        if (!muette)
        {
            json.WriteNumber(nom, centimes / 100m);
        }

        return this;
    }

    public Plume Decimal(string nom, decimal valeur)
    {
        if (!muette)
        {
            json.WriteNumber(nom, valeur);
        }

        return this;
    }

    public Plume Oui(string nom, bool valeur)
    {
        if (!muette)
        {
            json.WriteBoolean(nom, valeur);
        }

        return this;
    }

    public Plume Jour(string nom, int jour)
    {
        if (!muette)
        {
            json.WriteString(nom, Temps.JourIso(instant, jour));
        }

        return this;
    }

    public Plume Instant(string nom, int minutes)
    {
        if (!muette)
        {
            json.WriteString(nom, Temps.Instant(instant, minutes));
        }

        return this;
    }

    public Plume Mois(string nom, int rang) => Texte(nom, $"{rang / 12:0000}-{rang % 12 + 1:00}");

    public Plume Liste(string nom, params ReadOnlySpan<string> valeurs)
    {
        if (!muette)
        {
            json.WriteStartArray(nom);
            foreach (var valeur in valeurs)
            {
                json.WriteStringValue(valeur);
            }

            json.WriteEndArray();
        }

        return this;
    }

    /// <summary>A list of objects: a code, and what became of it.</summary>
    public Plume Objets(string nom, string cle, ReadOnlySpan<(string Code, string Valeur)> valeurs)
    {
        if (!muette)
        {
            json.WriteStartArray(nom);
            foreach (var (code, valeur) in valeurs)
            {
                json.WriteStartObject();
                json.WriteString("code"u8, code);
                json.WriteString(cle, valeur);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return this;
    }

    public Plume Debut(string nom)
    {
        if (!muette)
        {
            json.WriteStartObject(nom);
        }

        return this;
    }

    public Plume Clore()
    {
        if (!muette)
        {
            json.WriteEndObject();
        }

        return this;
    }

    /// <summary>Ends the event and records it. False when there was nothing to record.</summary>
    public bool Fin()
    {
        if (muette)
        {
            return false;
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        triage.Ajouter(saisi, tampon.WrittenSpan);
        return true;
    }

    /// <summary>Records a line as it is.</summary>
    public void Brute(int quand, ReadOnlySpan<byte> ligne) => triage.Ajouter(quand, ligne);

    public void Dispose() => json.Dispose();
}
