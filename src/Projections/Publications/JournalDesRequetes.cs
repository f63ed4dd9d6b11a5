using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace Accompagnement.Projections.Publications;

/// <summary>One request for protected figures.</summary>
/// <param name="Instant">When.</param>
/// <param name="Compte">The account.</param>
/// <param name="Role">Its role.</param>
/// <param name="Objet">What was asked: an indicator, a report.</param>
/// <param name="Parametres">The parameters as understood; of a refused request, those that could be.</param>
/// <param name="Issue">« repondu », or the code of the refusal.</param>
public sealed record RequeteDeDiffusion(
    DateTimeOffset Instant, string Compte, string Role, string Objet, IReadOnlyDictionary<string, string> Parametres, string Issue)
{
    public const string Repondu = "repondu";
}

/// <summary>Every request for protected figures is written down before its answer leaves: attacks are series of requests.</summary>
public sealed class JournalDesRequetes(NpgsqlDataSource source)
{
    public async Task NoterAsync(RequeteDeDiffusion requete, CancellationToken ct)
    {
        await using var commande = source.CreateCommand(
            "insert into publications.requetes (instant, compte, role, objet, parametres, issue) values ($1, $2, $3, $4, $5, $6)");
        commande.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = requete.Instant.UtcDateTime });
        commande.Parameters.Add(new NpgsqlParameter<string> { TypedValue = requete.Compte });
        commande.Parameters.Add(new NpgsqlParameter<string> { TypedValue = requete.Role });
        commande.Parameters.Add(new NpgsqlParameter<string> { TypedValue = requete.Objet });
        commande.Parameters.Add(new NpgsqlParameter { Value = JsonSerializer.Serialize(requete.Parametres), NpgsqlDbType = NpgsqlDbType.Jsonb });
        commande.Parameters.Add(new NpgsqlParameter<string> { TypedValue = requete.Issue });
        await commande.ExecuteNonQueryAsync(ct);
    }
}
