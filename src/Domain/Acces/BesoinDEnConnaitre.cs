using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Acces;

/// <summary>How much of a file is shown.</summary>
public enum NiveauAcces
{
    /// <summary>Nothing, not even that there is a file.</summary>
    Aucun,

    /// <summary>Dates, referents and measures, without texts.</summary>
    Limite,

    /// <summary>The whole file, but for the compartments.</summary>
    Complet,
}

/// <summary>Why a file is shown: what the trace of the consultation keeps.</summary>
public enum TitreAcces
{
    Aucun,
    Referent,
    EquipeEnCharge,
    RendezVousDuJour,
    Encadrement,
    Partage,
    AccesExceptionnel,
}

/// <summary>The answer: how much, and on what ground.</summary>
public readonly record struct DecisionAcces(NiveauAcces Niveau, TitreAcces Titre)
{
    public static DecisionAcces Refus { get; } = new(NiveauAcces.Aucun, TitreAcces.Aucun);

    public bool Autorise => Niveau != NiveauAcces.Aucun;
}

/// <summary>
/// Need to know, decided here for pages, API, search, exports and feed alike: professional secrecy (articles 226-13 of the penal
/// code and L.221-6 of the code of social action) opens a file to those who accompany the person, and to them only.
/// </summary>
public static class BesoinDEnConnaitre
{
    /// <summary>What <paramref name="compte"/> may see of a file at an instant; the strongest ground wins.</summary>
    public static DecisionAcces Decider(Compte compte, DossierDemande dossier, DateTimeOffset maintenant)
    {
        if (compte.Role is not (RoleCompte.Referent or RoleCompte.Superviseur))
        {
            return DecisionAcces.Refus;
        }

        var exceptionnel = compte.EstProfessionnel && dossier.AccesExceptionnels.Any(a => a.Ouvre(compte, maintenant))
            ? new DecisionAcces(NiveauAcces.Complet, TitreAcces.AccesExceptionnel)
            : DecisionAcces.Refus;
        if (dossier.EnArchive)
        {
            return exceptionnel;
        }

        var jour = Faits.Calendrier.Jour(maintenant);
        if (compte.EstProfessionnel && dossier.Referents.Any(r => r.Agent == compte.Agent))
        {
            return new(NiveauAcces.Complet, TitreAcces.Referent);
        }

        if (compte.Role == RoleCompte.Superviseur && Encadre(compte, dossier))
        {
            return new(NiveauAcces.Complet, TitreAcces.Encadrement);
        }

        if (compte.EstProfessionnel && EstDeLEquipe(compte, dossier))
        {
            return new(NiveauAcces.Complet, TitreAcces.EquipeEnCharge);
        }

        if (compte.EstProfessionnel && dossier.RendezVous.Any(r => r.Agent == compte.Agent && r.Jour == jour))
        {
            return new(NiveauAcces.Complet, TitreAcces.RendezVousDuJour);
        }

        var partage = Partage(compte, dossier, jour);
        if (partage == NiveauAcces.Complet)
        {
            return new(partage, TitreAcces.Partage);
        }

        return partage == NiveauAcces.Limite && !exceptionnel.Autorise ? new(partage, TitreAcces.Partage) : exceptionnel;
    }

    /// <summary>The team in charge is a site and a service: a colleague of the same site in another service is not of it.</summary>
    private static bool EstDeLEquipe(Compte compte, DossierDemande dossier) =>
        dossier.Equipes.Any(e => compte.Sites.Contains(e.Site) && compte.Services.Contains(e.Service));

    /// <summary>A supervisor without sites covers them all, and likewise for services.</summary>
    private static bool Encadre(Compte compte, DossierDemande dossier)
    {
        if (compte.Sites.Count == 0 && compte.Services.Count == 0)
        {
            return true;
        }

        return dossier.Equipes.Any(e => Couvre(e.Site, e.Service)) || dossier.Referents.Any(r => Couvre(r.Site, r.Service));

        bool Couvre(string? site, string? service) =>
            (compte.Sites.Count == 0 || (site is not null && compte.Sites.Contains(site)))
            && (compte.Services.Count == 0 || (service is not null && compte.Services.Contains(service)));
    }

    private static NiveauAcces Partage(Compte compte, DossierDemande dossier, DateOnly jour)
    {
        if (!compte.EstProfessionnel || string.IsNullOrWhiteSpace(compte.Structure))
        {
            return NiveauAcces.Aucun;
        }

        var niveau = NiveauAcces.Aucun;
        foreach (var partage in dossier.Partages.Where(p => p.Structure == compte.Structure && (p.Jusquau is null || p.Jusquau >= jour)))
        {
            var offert = partage.Niveau == NiveauPartage.Total ? NiveauAcces.Complet : NiveauAcces.Limite;
            niveau = offert > niveau ? offert : niveau;
        }

        return niveau;
    }
}
