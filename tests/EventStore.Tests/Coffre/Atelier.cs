using System.Text;
using System.Text.Json;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;
using Accompagnement.EventStore.Coffre;
using Accompagnement.EventStore.Postgres;
using Accompagnement.Tests.Commun;

namespace Accompagnement.EventStore.Tests.Coffre;

/// <summary>A database with a coffre, and people to put in it.</summary>
internal sealed class Atelier : IAsyncDisposable
{
    public static readonly DateTimeOffset Instant = new(2020, 3, 11, 10, 0, 0, TimeSpan.Zero);

    private Atelier(BaseDeTest basePg, Trousseau trousseau)
    {
        (Base, Trousseau) = (basePg, trousseau);
        Coffre = new(basePg.Source, trousseau);
        Store = new(basePg.Source);
        Recherche = new(basePg.Source, Coffre);
    }

    public BaseDeTest Base { get; }

    public Trousseau Trousseau { get; }

    public CoffreFort Coffre { get; }

    public PostgresEventStore Store { get; }

    public RechercheDePersonnes Recherche { get; }

    public static string Cle(int version, byte graine) => $"{version}:{Convert.ToBase64String(Enumerable.Repeat(graine, 32).ToArray())}";

    public static async Task<Atelier> OuvrirAsync() => new(await BaseDeTest.CreerAsync(), Trousseau.Lire([Cle(1, 7)]));

    public CoffreFort Avec(params string[] lignes) => new(Base.Source, Trousseau.Lire(lignes));

    /// <summary>Registers a person with an identity, and a note when given.</summary>
    public async Task<Guid> InscrireAsync(Identite? identite, string? note = null, Guid? id = null, DateTimeOffset? le = null)
    {
        var personne = id ?? Guid.NewGuid();
        var secrets = new List<SecretDe>();
        List<Fait> faits = [Fait(personne, new PersonneInscrite(Sexe.F, new Mois(1980, 4), identite is null ? null : new(Identite(identite))), le)];
        if (note is not null)
        {
            var texte = new Secret(Guid.NewGuid(), NatureSecret.Texte, Encoding.UTF8.GetBytes(note));
            secrets.Add(new(personne, texte));
            faits.Add(Fait(personne, new Domain.Accueil.EntretienRealise(Note: new(texte.Id)), le));
        }

        await EcrireAsync(personne, 0, faits, secrets);
        return personne;

        Guid Identite(Identite i)
        {
            var secret = SecretIdentite(i);
            secrets.Add(new(personne, secret));
            return secret.Id;
        }
    }

    public async Task RectifierAsync(Guid personne, long version, Identite identite)
    {
        var secret = SecretIdentite(identite);
        await EcrireAsync(personne, version, [Fait(personne, new IdentiteRectifiee(new(secret.Id)))], [new(personne, secret)]);
    }

    public async Task EcrireAsync(Guid personne, long version, IReadOnlyList<Fait> faits, IReadOnlyList<SecretDe> secrets)
    {
        await using var connection = await Base.Source.OpenConnectionAsync();
        await Store.AppendAsync(new(Sujet.Trajectoire(personne), version, faits), await Coffre.ScellerAsync(secrets, connection, default));
    }

    public static Fait Fait(Guid personne, IEvenement evenement, DateTimeOffset? le = null) =>
        new(Sujet.Trajectoire(personne), evenement, le ?? Instant, le ?? Instant, new("/essai", Guid.NewGuid().ToString()));

    public static Secret SecretIdentite(Identite identite) =>
        new(Guid.NewGuid(), NatureSecret.Identite, JsonSerializer.SerializeToUtf8Bytes(identite, Json.Stocke));

    public async ValueTask DisposeAsync()
    {
        Store.Dispose();
        await Base.DisposeAsync();
    }
}
