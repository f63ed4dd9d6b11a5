using Accompagnement.Domain.Enfance;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Mesures;
using Accompagnement.Domain.Referentiels;

namespace Accompagnement.Domain.Agents;

/// <summary>The guards of the streams that are not a person's: households, agents, structures, registers.</summary>
public static class GardesAutresFlux
{
    /// <param name="ouvert">Whether the stream already has its opening fact.</param>
    /// <param name="examen">The fact, the clock and the referentials; receives what is unusual.</param>
    public static Refus? Garder(bool ouvert, Examen examen)
    {
        var fait = examen.Fait;
        var type = TypeEvenement.De(fait.Evenement);
        if (fait.Sujet.Nature != Flux.Registre)
        {
            if (!ouvert && !type.Ouvre)
            {
                return new("flux-non-ouvert", $"Ce flux commence par l'enregistrement de son {Nature(fait.Sujet.Nature)}.", fait.Sujet.ToString(), "subject");
            }

            if (ouvert && type.Ouvre)
            {
                return new("flux-deja-ouvert", "L'enregistrement est déjà fait. Pour le changer, rectifiez-le.", fait.Sujet.ToString(), "subject");
            }
        }

        return fait.Evenement switch
        {
            StructureEnregistree e => Communes.Garder(e.CodeInsee, examen),
            CapaciteFixee { Places: < 0 } e => new("valeur-hors-domaine", "Un nombre de places est positif.", $"{e.Places}", "data.places"),
            PlacesBloquees { Places: < 0 } e => new("valeur-hors-domaine", "Un nombre de places est positif.", $"{e.Places}", "data.places"),
            AgentEnregistre { Etp: < 0 or > 2 } e => new("valeur-hors-domaine", "Un ETP va de 0 à 2.", $"{e.Etp}", "data.etp"),
            AffectationModifiee { Etp: < 0 or > 2 } e => new("valeur-hors-domaine", "Un ETP va de 0 à 2.", $"{e.Etp}", "data.etp"),
            CapaciteFixee e => Pour(e.Pour, examen),
            _ => null,
        };
    }

    private static Refus? Pour(string pour, Examen examen)
    {
        if (!Enum.TryParse<TypeMesure>(pour, out _) && !Enum.TryParse<Modalite>(pour, ignoreCase: true, out _))
        {
            examen.Signaler("capacite-d-objet-inconnu");
        }

        return null;
    }

    private static string Nature(Flux nature) => nature switch
    {
        Flux.Foyer => "foyer",
        Flux.Agent => "agent",
        _ => "structure",
    };
}
