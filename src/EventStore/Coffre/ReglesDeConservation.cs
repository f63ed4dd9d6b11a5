using Accompagnement.Domain.Acces;
using Npgsql;
using NpgsqlTypes;

namespace Accompagnement.EventStore.Coffre;

/// <summary>A version of a retention rule: from which day, and who wrote it.</summary>
public sealed record RegleDatee(RegleConservation Regle, DateOnly Du, string? DefiniPar);

/// <summary>The retention rules, as the département set them: data, each version from a day on.</summary>
public sealed class ReglesDeConservation(NpgsqlDataSource source)
{
    private const string Colonnes = "code, libelle, declencheur, duree_mois, perimetre, issue, texte, active, du, defini_par";

    /// <summary>The rules in force on a day, by code.</summary>
    public async Task<IReadOnlyList<RegleConservation>> LireAsync(DateOnly jour, CancellationToken ct = default)
    {
        await using var commande = source.CreateCommand($"select distinct on (code) {Colonnes} from conservation.regles where du <= $1 order by code, du desc");
        commande.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = jour });
        return [.. (await LireAsync(commande, ct)).Select(r => r.Regle)];
    }

    /// <summary>Every version, the latest of each rule first.</summary>
    public async Task<IReadOnlyList<RegleDatee>> HistoriqueAsync(CancellationToken ct = default)
    {
        await using var commande = source.CreateCommand($"select {Colonnes} from conservation.regles order by code, du desc");
        return await LireAsync(commande, ct);
    }

    /// <summary>Writes a version of a rule, from a day that is not past: lists already drawn up keep the rule of their day.</summary>
    /// <exception cref="ArgumentException">The code, the duration, the day or the source is not one.</exception>
    public async Task DefinirAsync(RegleConservation regle, DateOnly du, string par, DateOnly aujourdhui, CancellationToken ct = default)
    {
        if (!Domain.Faits.Codes.EstCode(regle.Code) || regle.DureeMois is < 0 or > 1800 || du < aujourdhui || string.IsNullOrWhiteSpace(regle.Texte) || string.IsNullOrWhiteSpace(regle.Libelle)
            || !Enum.IsDefined(regle.Declencheur) || !Enum.IsDefined(regle.Perimetre) || !Enum.IsDefined(regle.Issue) || regle.Texte.Length > 500 || regle.Libelle.Length > 200)
        {
            throw new ArgumentException("Une règle a un code, un libellé, une durée de 0 à 1 800 mois, le texte qui la fonde, et un jour qui n'est pas passé.", nameof(regle));
        }

        await using var commande = source.CreateCommand($"""
            insert into conservation.regles ({Colonnes}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            on conflict (code, du) do update set libelle = excluded.libelle, declencheur = excluded.declencheur, duree_mois = excluded.duree_mois,
                perimetre = excluded.perimetre, issue = excluded.issue, texte = excluded.texte, active = excluded.active, defini_par = excluded.defini_par
            """);
        foreach (var texte in new[] { regle.Code, regle.Libelle.Trim(), Stocke(regle.Declencheur) })
        {
            commande.Parameters.Add(new NpgsqlParameter<string> { TypedValue = texte });
        }

        commande.Parameters.Add(new NpgsqlParameter<int> { TypedValue = regle.DureeMois });
        foreach (var texte in new[] { Stocke(regle.Perimetre), Stocke(regle.Issue), regle.Texte.Trim() })
        {
            commande.Parameters.Add(new NpgsqlParameter<string> { TypedValue = texte });
        }

        commande.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = regle.Active });
        commande.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = du });
        commande.Parameters.Add(new NpgsqlParameter { Value = par, NpgsqlDbType = NpgsqlDbType.Text });
        await commande.ExecuteNonQueryAsync(ct);
    }

    private static async Task<IReadOnlyList<RegleDatee>> LireAsync(NpgsqlCommand commande, CancellationToken ct)
    {
        await using var lignes = await commande.ExecuteReaderAsync(ct);
        var regles = new List<RegleDatee>();
        while (await lignes.ReadAsync(ct))
        {
            regles.Add(new(
                new(
                    lignes.GetString(0), lignes.GetString(1), Enum.Parse<Declencheur>(lignes.GetString(2), ignoreCase: true), lignes.GetInt32(3),
                    Enum.Parse<Perimetre>(lignes.GetString(4), ignoreCase: true), Enum.Parse<IssueConservation>(lignes.GetString(5), ignoreCase: true),
                    lignes.GetString(6), lignes.GetBoolean(7)),
                lignes.GetFieldValue<DateOnly>(8), lignes.IsDBNull(9) ? null : lignes.GetString(9)));
        }

        return regles;
    }

    private static string Stocke<T>(T valeur)
        where T : struct, Enum =>
        $"{valeur}" is var nom ? char.ToLowerInvariant(nom[0]) + nom[1..] : "";
}
