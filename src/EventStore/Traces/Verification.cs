using System.Buffers.Binary;
using Npgsql;

namespace Accompagnement.EventStore.Traces;

/// <summary>What happened to a row.</summary>
public enum Atteinte
{
    Modifiee,
    Supprimee,
    Inseree,
}

/// <summary>The first row of a chain that is not as it was written.</summary>
/// <param name="Table">The table of the row.</param>
/// <param name="Ligne">Its number or position.</param>
/// <param name="Atteinte">What happened to it, as far as the chain can tell.</param>
/// <param name="Detail">In French, for who must look into it.</param>
public sealed record Anomalie(string Table, long Ligne, Atteinte Atteinte, string Detail);

/// <summary>What the verification found.</summary>
/// <param name="Anomalie">The first row touched, of traces then of events; null when both chains are whole.</param>
/// <param name="Traces">Traces recomputed.</param>
/// <param name="Evenements">Events recomputed: those of sealed pages.</param>
/// <param name="TeteTraces">Number and fingerprint of the last trace, to be noted outside the database.</param>
/// <param name="TeteEvenements">Number and fingerprint of the last seal, to be noted outside the database.</param>
public sealed record BilanDeVerification(Anomalie? Anomalie, long Traces, long Evenements, Ancre TeteTraces, Ancre TeteEvenements);

/// <summary>
/// A place of a chain and its fingerprint. Kept outside the database, it proves that the chain was not rewritten from there: who owns
/// the database can recompute a whole chain, but not change what was noted elsewhere.
/// </summary>
public readonly record struct Ancre(long Numero, string Empreinte);

/// <summary>Recomputes both chains from what is stored and names the first row that was altered, removed or inserted.</summary>
public sealed class Verification(NpgsqlDataSource source)
{
    private const string Journal = "traces.journal";
    private const string Scellements = "traces.scellements";
    private const string Evenements = "public.mt_events";

    /// <param name="ancreTraces">A head noted earlier outside the database.</param>
    /// <param name="ancreEvenements">Likewise for the seals of events.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<BilanDeVerification> ExecuterAsync(Ancre? ancreTraces = null, Ancre? ancreEvenements = null, CancellationToken ct = default)
    {
        var (anomalieTraces, traces, teteTraces) = await TracesAsync(ancreTraces, ct);
        var (anomalieEvenements, evenements, teteEvenements) = await EvenementsAsync(ancreEvenements, ct);
        return new(anomalieTraces ?? anomalieEvenements, traces, evenements, teteTraces, teteEvenements);
    }

    private async Task<(Anomalie?, long, Ancre)> TracesAsync(Ancre? ancre, CancellationToken ct)
    {
        var depart = await LigneAsync("select numero, empreinte from traces.depart", ct) ?? (0, new byte[32]);

        // Read before the rows: what is written meanwhile lies beyond it and is for the next verification.
        var tete = await LigneAsync("select numero, empreinte from traces.tete", ct);
        var (attendu, precedente, lues) = (depart.Numero, depart.Empreinte, 0L);
        Anomalie? Anomalie(long ligne, Atteinte atteinte, string detail) => new(Journal, ligne, atteinte, detail);
        if (tete is not { } t)
        {
            return (Anomalie(0, Atteinte.Supprimee, "La tête de la chaîne (traces.tete) a été supprimée."), 0, default);
        }

        var lecteur = new LecteurDesTraces(source);
        await foreach (var (numero, trace, empreinte) in lecteur.ToutesAsync(ct))
        {
            if (numero <= depart.Numero)
            {
                return (Anomalie(numero, Atteinte.Inseree, $"La trace {numero} est antérieure au début de la chaîne."), lues, Ancre(attendu, precedente));
            }

            if (numero != attendu + 1)
            {
                return (Anomalie(attendu + 1, Atteinte.Supprimee, $"La trace {attendu + 1} manque."), lues, Ancre(attendu, precedente));
            }

            if (trace is null || !trace.Empreinte(precedente, numero).AsSpan().SequenceEqual(empreinte))
            {
                var atteinte = numero > t.Numero && !await AvanceeAsync(numero, ct) ? Atteinte.Inseree : Atteinte.Modifiee;
                return (Anomalie(numero, atteinte, $"La trace {numero} n'est pas celle qui a été écrite, ou la précédente a été réécrite avec son empreinte."), lues, Ancre(attendu, precedente));
            }

            if (ancre is { } a && a.Numero == numero && a.Empreinte != Convert.ToHexString(empreinte))
            {
                return (Anomalie(numero, Atteinte.Modifiee, $"La chaîne a été réécrite avant la trace {numero} : son empreinte n'est plus celle qui a été notée hors de la base."), lues, Ancre(attendu, precedente));
            }

            if (numero == t.Numero && !empreinte.AsSpan().SequenceEqual(t.Empreinte))
            {
                return (Anomalie(numero, Atteinte.Modifiee, $"La trace {numero} n'est plus celle que désigne la tête de la chaîne."), lues, Ancre(attendu, precedente));
            }

            if (numero > t.Numero && !await AvanceeAsync(numero, ct))
            {
                return (Anomalie(numero, Atteinte.Inseree, $"La trace {numero} est au-delà de la tête de la chaîne."), lues, Ancre(attendu, precedente));
            }

            (attendu, precedente, lues) = (numero, empreinte, lues + 1);
        }

        var minimum = Math.Max(t.Numero, ancre?.Numero ?? 0);
        return attendu < minimum
            ? (Anomalie(attendu + 1, Atteinte.Supprimee, $"La trace {attendu + 1} manque, et toutes celles qui la suivaient."), lues, Ancre(attendu, precedente))
            : (null, lues, Ancre(attendu, precedente));
    }

    /// <summary>Whether the head has moved to this number since it was read.</summary>
    private async Task<bool> AvanceeAsync(long numero, CancellationToken ct) =>
        await LigneAsync("select numero, empreinte from traces.tete", ct) is { } tete && tete.Numero >= numero;

    private async Task<(Anomalie?, long, Ancre)> EvenementsAsync(Ancre? ancre, CancellationToken ct)
    {
        await using var lecture = await source.OpenConnectionAsync(ct);
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var commande = new NpgsqlCommand("select numero, de, jusqua, lignes, reperes, empreinte from traces.scellements order by numero", lecture) { CommandTimeout = 0 };
        await using var lignes = await commande.ExecuteReaderAsync(ct);
        var (numero, jusqua, precedente, lues) = (0L, 0L, new byte[32], 0L);
        while (await lignes.ReadAsync(ct))
        {
            var page = new PageScellee(lignes.GetInt64(0), lignes.GetInt64(1), lignes.GetInt64(2), lignes.GetFieldValue<byte[]>(4), lignes.GetFieldValue<byte[]>(5));
            if (page.Numero != numero + 1 || page.De != jusqua + 1)
            {
                return (new(Scellements, numero + 1, Atteinte.Supprimee, $"Le scellement {numero + 1} manque."), lues, Ancre(numero, precedente));
            }

            var evenements = await SceauDesEvenements.EmpreintesAsync(connection, page.De, page.Jusqua, ct);
            var (reperes, empreinte) = SceauDesEvenements.Sceau(precedente, page.De, page.Jusqua, evenements);
            if (!empreinte.AsSpan().SequenceEqual(page.Empreinte) || lignes.GetInt32(3) != evenements.Count || !reperes.AsSpan().SequenceEqual(page.Reperes))
            {
                return (Premiere(page, reperes), lues, Ancre(numero, precedente));
            }

            if (ancre is { } a && a.Numero == page.Numero && a.Empreinte != Convert.ToHexString(empreinte))
            {
                return (new(Scellements, page.Numero, Atteinte.Modifiee, $"La chaîne a été réécrite avant le scellement {page.Numero} : son empreinte n'est plus celle qui a été notée hors de la base."), lues, Ancre(numero, precedente));
            }

            (numero, jusqua, precedente, lues) = (page.Numero, page.Jusqua, empreinte, lues + evenements.Count);
        }

        return ancre is { } attendue && attendue.Numero > numero
            ? (new(Scellements, numero + 1, Atteinte.Supprimee, $"Le scellement {numero + 1} manque, et tous ceux qui le suivaient."), lues, Ancre(numero, precedente))
            : (null, lues, Ancre(numero, precedente));
    }

    /// <summary>The first event of a page whose mark is not the one sealed.</summary>
    private static Anomalie Premiere(PageScellee page, byte[] trouves)
    {
        const int Repere = SceauDesEvenements.Repere;
        for (var i = 0; ; i += Repere)
        {
            var scelle = i + Repere <= page.Reperes.Length ? page.Reperes.AsSpan(i, Repere) : default;
            var trouve = i + Repere <= trouves.Length ? trouves.AsSpan(i, Repere) : default;
            if (scelle.IsEmpty && trouve.IsEmpty)
            {
                return new(Scellements, page.Numero, Atteinte.Modifiee, $"Le scellement {page.Numero} (événements {page.De} à {page.Jusqua}) a été modifié : les événements, eux, sont ceux de ses repères.");
            }

            if (scelle.SequenceEqual(trouve))
            {
                continue;
            }

            var (positionScellee, positionTrouvee) = (Position(scelle), Position(trouve));
            return positionScellee == positionTrouvee
                ? new(Evenements, positionTrouvee, Atteinte.Modifiee, $"L'événement {positionTrouvee} n'est pas celui qui a été enregistré.")
                : positionTrouvee < positionScellee
                    ? new(Evenements, positionTrouvee, Atteinte.Inseree, $"L'événement {positionTrouvee} a été ajouté après le scellement.")
                    : new(Evenements, positionScellee, Atteinte.Supprimee, $"L'événement {positionScellee} manque.");
        }
    }

    private static long Position(ReadOnlySpan<byte> repere) => repere.IsEmpty ? long.MaxValue : BinaryPrimitives.ReadInt64BigEndian(repere);

    private static Ancre Ancre(long numero, byte[] empreinte) => new(numero, Convert.ToHexString(empreinte));

    private async Task<(long Numero, byte[] Empreinte)?> LigneAsync(string sql, CancellationToken ct)
    {
        await using var commande = source.CreateCommand(sql);
        await using var ligne = await commande.ExecuteReaderAsync(ct);
        return await ligne.ReadAsync(ct) ? (ligne.GetInt64(0), ligne.GetFieldValue<byte[]>(1)) : null;
    }

    private sealed record PageScellee(long Numero, long De, long Jusqua, byte[] Reperes, byte[] Empreinte);
}
