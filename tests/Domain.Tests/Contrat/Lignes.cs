using System.Text;
using Accompagnement.Domain.Faits;

namespace Accompagnement.Domain.Tests.Contrat;

/// <summary>Writes lines as partners send them, and reads them.</summary>
internal static class Lignes
{
    public static readonly DateTimeOffset Maintenant = new(2025, 6, 30, 12, 0, 0, TimeSpan.Zero);

    public static string Ecrire(string type, string data, string temps = "2024-03-12T00:00:00+01:00", string? schema = null) =>
        $$"""{"specversion":"1.0","id":"g-1","source":"/genesis","type":"{{type}}","subject":"trajectoire/6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a10","time":"{{temps}}","auteur":"AGT-0042","site":"ARTOIS-BETHUNE","canal":"guichet"{{(schema is null ? "" : $",\"dataschema\":\"{schema}\"")}},"data":{{data}}}""";

    public static Lecture Lire(string ligne) => Lire(Encoding.UTF8.GetBytes(ligne));

    public static Lecture Lire(byte[] ligne) => CloudEvents.Lire(ligne, Maintenant, new Collecte());
}
