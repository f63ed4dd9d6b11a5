using System.Text.Json.Serialization;
using Accompagnement.Domain.Acces;
using Accompagnement.Domain.Echeances;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Orientation;
using Accompagnement.Domain.Referentiels;
using Accompagnement.EventStore;
using Npgsql;

namespace Accompagnement.Projections.Pilotage;

/// <summary>A row of <c>/api/agents/{code}/echeances</c>.</summary>
public sealed record LigneEcheance(Guid Personne, NatureEcheance Nature, DateOnly OrigineLe, DateOnly DueLe, EtatEcheance Etat)
{
    public const string Entete = "personne;nature;origine_le;due_le;etat";

    /// <summary>The measure, contract, request… it is about; null when it is about the person.</summary>
    public Guid? Objet { get; init; }

    /// <summary>The text or the setting that gives the delay.</summary>
    public string Source { get; init; } = "";

    [JsonIgnore]

    public IReadOnlyList<object?> Champs => [Personne, Code(Nature.ToString()), OrigineLe, DueLe, Code(Etat.ToString())];

    public static string Code(string nom) => char.ToLowerInvariant(nom[0]) + nom[1..];
}

/// <summary>
/// X1: the deadlines of the persons that an agent follows on a day. They are read from the events themselves: the few dozen
/// files of a desk are folded faster than their deadlines could be kept up to date for every past day.
/// </summary>
public sealed class EcheancesDAgent(NpgsqlDataSource source, IEventStore store)
{
    /// <summary>The deadlines armed by a day, those passed first; what was met or lost its object long ago is left out.</summary>
    /// <param name="agent">The agent's code.</param>
    /// <param name="vue">The day and the knowledge.</param>
    /// <param name="toutes">True to give those that were met or lost their object, too.</param>
    /// <param name="compte">
    /// Who asks: outside the compartment of child protection its deadlines do not exist, but for the children whom the agent follows
    /// in it. Null for no restriction.
    /// </param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<LigneEcheance>> LireAsync(string agent, Vue vue, bool toutes = false, Compte? compte = null, CancellationToken ct = default)
    {
        var (dossiers, dedans) = await DossiersAsync(agent, vue, ct);
        var faits = new Dictionary<Guid, List<FaitEnregistre>>();
        await foreach (var fait in store.ReadStreamsAsync(dossiers.Keys, ct))
        {
            var personne = dossiers[fait.Fait.Sujet.Flux];
            if (!faits.TryGetValue(personne, out var liste))
            {
                faits[personne] = liste = [];
            }

            liste.Add(fait);
        }

        DateOnly? vuAu = vue.VuAu == Vue.ToutConnu ? null : vue.VuAu;
        return [.. faits
            .SelectMany(f => Echeancier.Calculer(Visibles(f.Key, [.. f.Value.OrderBy(l => l.Position).Select(l => l.Fait)]), vue.Au, vuAu)
                .Select(e => new LigneEcheance(f.Key, e.Nature, e.OrigineLe, e.DueLe, e.EtatLe(vue.Au)) { Objet = e.Objet, Source = e.Source }))
            .Where(l => toutes || l.Etat is EtatEcheance.AVenir or EtatEcheance.EnRetard)
            .OrderBy(l => l.DueLe).ThenBy(l => l.Personne).ThenBy(l => l.Nature)];

        IReadOnlyList<Fait> Visibles(Guid personne, IReadOnlyList<Fait> siens) =>
            compte is null || dedans.Contains(personne) ? siens : Compartiments.Visibles(siens, compte);
    }

    /// <summary>The streams to read, each with the person it is about: those followed, and those their files have absorbed.</summary>
    private async Task<(Dictionary<Guid, Guid> Dossiers, HashSet<Guid> Dedans)> DossiersAsync(string agent, Vue vue, CancellationToken ct)
    {
        await using var commande = Requete.Creer(source, $"""
            with suivis as (
                select e.flux, bool_or(e.nature = 7 and e.type = {(int)RoleReferent.Ase} or e.nature = 2 and e.type in ({Sql.MesuresDeLAse})) as dedans
                from faits.episodes e
                where e.agent = $3 and e.nature in (2, 7) and e.du <= $1 and e.au > $1 and e.connu_de <= $2 and e.connu_a > $2
                group by e.flux
            )
            select flux, flux, dedans from suivis
            union select f.absorbe, f.absorbant, s.dedans from accompagnement.fusions f join suivis s on s.flux = f.absorbant
            """);
        commande.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = vue.Au });
        commande.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = vue.VuAu });
        commande.Parameters.Add(new NpgsqlParameter<string> { TypedValue = agent });
        var (dossiers, dedans) = (new Dictionary<Guid, Guid>(), new HashSet<Guid>());
        await using var lignes = await commande.ExecuteReaderAsync(ct);
        while (await lignes.ReadAsync(ct))
        {
            dossiers[lignes.GetGuid(0)] = lignes.GetGuid(1);
            if (lignes.GetBoolean(2))
            {
                dedans.Add(lignes.GetGuid(1));
            }
        }

        return (dossiers, dedans);
    }
}
