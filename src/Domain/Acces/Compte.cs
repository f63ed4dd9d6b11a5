namespace Accompagnement.Domain.Acces;

/// <summary>What an account is for (<c>contract/api.md</c>).</summary>
public enum RoleCompte
{
    /// <summary>Accompanies people: sees the files of those people.</summary>
    Referent,

    /// <summary>Leads teams: sees the files of those teams.</summary>
    Superviseur,

    /// <summary>Counts: never sees a person.</summary>
    Statisticien,

    /// <summary>Looks after accounts and referentials: never sees a person.</summary>
    Administrateur,

    /// <summary>A system that sends facts: never reads a person.</summary>
    Import,
}

/// <summary>Who asks.</summary>
/// <param name="Nom">The name of the account; what a trace keeps.</param>
/// <param name="Role">What it is for.</param>
/// <param name="Agent">The code of the professional behind it; none for a system.</param>
/// <param name="Sites">Where this professional works, or which sites a supervisor covers.</param>
/// <param name="Services">The services: <c>ase</c>, <c>social</c>, <c>logement</c>, <c>autonomie</c>.</param>
/// <param name="Structure">The structure that employs this professional, when it is a partner.</param>
public sealed record Compte(
    string Nom,
    RoleCompte Role,
    string? Agent = null,
    IReadOnlyCollection<string>? Sites = null,
    IReadOnlyCollection<string>? Services = null,
    string? Structure = null)
{
    public IReadOnlyCollection<string> Sites { get; init; } = Sites ?? [];

    public IReadOnlyCollection<string> Services { get; init; } = Services ?? [];

    /// <summary>A professional, who may have a person in front of them; neither a system, nor somebody who only counts or configures.</summary>
    public bool EstProfessionnel => Role is RoleCompte.Referent or RoleCompte.Superviseur && !string.IsNullOrWhiteSpace(Agent);
}

/// <summary>The services of the département, as accounts and teams name them.</summary>
public static class ServicesDuDepartement
{
    public const string Ase = "ase";
    public const string Social = "social";
    public const string Logement = "logement";
    public const string Autonomie = "autonomie";

    public static IReadOnlyList<string> Tous { get; } = [Ase, Social, Logement, Autonomie];
}

/// <summary>A professional who follows the person now, with the team of today.</summary>
public sealed record ReferentEnCours(string Agent, string? Site = null, string? Service = null, string? Structure = null);

/// <summary>A team in charge of the person: a site and a service, both.</summary>
public sealed record EquipeEnCharge(string Site, string Service);

/// <summary>The person lets a structure see the file, up to and including a day.</summary>
public sealed record PartageEnCours(string Structure, Personnes.NiveauPartage Niveau, DateOnly? Jusquau = null);

/// <summary>An appointment of the person with a professional.</summary>
public sealed record RendezVousPrevu(string Agent, DateOnly Jour);

/// <summary>Who is around a person: all that the decision looks at, and nothing of what the file says.</summary>
/// <param name="EnArchive">
/// The file left the active base (CNIL, délibération 2023-095): only an exceptional access, with its reason, opens it.
/// </param>
public sealed record DossierDemande(
    IReadOnlyCollection<ReferentEnCours>? Referents = null,
    IReadOnlyCollection<EquipeEnCharge>? Equipes = null,
    IReadOnlyCollection<PartageEnCours>? Partages = null,
    IReadOnlyCollection<RendezVousPrevu>? RendezVous = null,
    IReadOnlyCollection<AccesExceptionnel>? AccesExceptionnels = null,
    bool EnArchive = false)
{
    public IReadOnlyCollection<ReferentEnCours> Referents { get; init; } = Referents ?? [];

    public IReadOnlyCollection<EquipeEnCharge> Equipes { get; init; } = Equipes ?? [];

    public IReadOnlyCollection<PartageEnCours> Partages { get; init; } = Partages ?? [];

    public IReadOnlyCollection<RendezVousPrevu> RendezVous { get; init; } = RendezVous ?? [];

    public IReadOnlyCollection<AccesExceptionnel> AccesExceptionnels { get; init; } = AccesExceptionnels ?? [];
}
