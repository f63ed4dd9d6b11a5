using System.Collections.Frozen;
using System.Text;
using Accompagnement.Domain.Faits;

namespace Accompagnement.Domain.Acces;

/// <summary>The names of the contract as a person reads them: <c>MesureDecidee</c> is « Mesure décidée ».</summary>
public static class LibellesFrancais
{
    /// <summary>Words whose spelling is not that of the identifier.</summary>
    private static readonly FrozenDictionary<string, string> Mots = """
        abandonnee:abandonnée absorbe:absorbé accorde:accordé accordee:accordée agrement:agrément ajournee:ajournée annee:année annule:annulé
        attribuee:attribuée bloquees:bloquées capacite:capacité code:code confiee:confiée confirmee:confirmée constate:constaté
        constatee:constatée constitue:constitué contestee:contestée debut:début debutee:débutée decedee:décédée decharge:déchargé
        decide:décidé decideur:décideur decidee:décidée decision:décision declare:déclaré delivre:délivré demandees:demandées
        demarre:démarré demarree:démarrée designe:désigné donnees:données duree:durée echeance:échéance effacees:effacées
        emetteur:émetteur energie:énergie enregistre:enregistré enregistree:enregistrée entree:entrée equipe:équipe evaluation:évaluation
        evalue:évalué evenement:événement examine:examiné execute:exécuté ferme:fermé fermee:fermée fixe:fixé fixee:fixée forme:formé
        franchi:franchi fusionnes:fusionnés gir:GIR hebdo:hebdomadaires honore:honoré identite:identité inscrite:inscrite intensite:intensité
        ip:information_préoccupante jusquau:jusqu’au leves:levés levee:levée manque:manqué metier:métier minorite:minorité modalite:modalité
        modifiee:modifiée modifies:modifiés numero:numéro ouvert:ouvert precisions:précisions preconisation:préconisation prenatal:prénatal
        preoccupante:préoccupante prevu:prévu procedure:procédure prononcee:prononcée proposee:proposée qpv:quartier_prioritaire
        qualifiee:qualifiée quitte:quitté rattache:rattaché realise:réalisé recherchee:recherchée rectifie:rectifié rectifiee:rectifiée
        recu:reçu recue:reçue referent:référent refuse:refusé refusee:refusée regle:règle remplace:remplacé renouvele:renouvelé
        renouvelee:renouvelée renseigne:renseigné reorientation:réorientation reporte:reporté resultat:résultat retire:retiré
        retiree:retirée role:rôle rsa:RSA ase:ASE scolaire:scolaire seance:séance separes:séparés signe:signé sollicitee:sollicitée
        synthese:synthèse tentee:tentée termine:terminé terminee:terminée theme:thème themes:thèmes thematiques:thématiques
        tranche:tranché validee:validée verse:versé versee:versée majore:majoré competence:compétence a:à abri:abri
        telephone:téléphone prenoms:prénoms etp:quotité_de_travail insee:INSEE
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(m => m.Split(':')).ToFrozenDictionary(m => m[0], m => m[1].Replace('_', ' '));

    private static readonly FrozenDictionary<string, string> Entiers = new Dictionary<string, string>
    {
        ["MiseALAbriDemarree"] = "Mise à l’abri démarrée",
        ["MiseALAbriTerminee"] = "Mise à l’abri terminée",
        ["ProjetPourLEnfantSigne"] = "Projet pour l’enfant signé",
        ["AccueilNonExecute"] = "Accueil non exécuté",
        ["RecoursForme"] = "Recours formé",
        ["AideInscrite"] = "Aide inscrite en commission",
        ["forme"] = "Forme",
        ["choisiParLaPersonne"] = "Choisi par la personne",
        ["heuresHebdo"] = "Heures par semaine",
        ["codeInsee"] = "Commune (code INSEE)",
        ["typeLogement"] = "Type de logement",
        ["dureeMois"] = "Durée en mois",
        ["avisEquipe"] = "Avis de l’équipe",
        ["dateNaissance"] = "Date de naissance",
        ["nomNaissance"] = "Nom de naissance",
        ["nomUsage"] = "Nom d’usage",
        ["adresse"] = "Adresse",
        ["numeroAllocataire"] = "Numéro d’allocataire",
        ["verseA"] = "Versé à",
        ["freinsLeves"] = "Freins levés",
        ["situationEntree"] = "Situation à l’entrée",
        ["avecRendezVous"] = "Avec rendez-vous",
        ["connuDuService"] = "Connu du service",
        ["montantDemande"] = "Montant demandé",
        ["horsCompetence"] = "Hors compétence",
        ["demandeLe"] = "Demandé le",
    }.ToFrozenDictionary();

    /// <summary>The label of an event.</summary>
    public static string De(TypeEvenement type) => De(type.Nom);

    /// <summary>The label of a name of the contract, event or field.</summary>
    public static string De(string nom)
    {
        if (Entiers.TryGetValue(nom, out var entier))
        {
            return entier;
        }

        var libelle = new StringBuilder(nom.Length + 8);
        foreach (var mot in Decouper(nom))
        {
            if (libelle.Length > 0)
            {
                libelle.Append(mot == "vous" && libelle.ToString().EndsWith("rendez", StringComparison.OrdinalIgnoreCase) ? '-' : ' ');
            }

            libelle.Append(Mots.GetValueOrDefault(mot, mot));
        }

        libelle[0] = char.ToUpperInvariant(libelle[0]);
        return libelle.ToString();
    }

    private static IEnumerable<string> Decouper(string nom)
    {
        var debut = 0;
        for (var i = 1; i <= nom.Length; i++)
        {
            if (i == nom.Length || char.IsUpper(nom[i]))
            {
                yield return nom[debut..i].ToLowerInvariant();
                debut = i;
            }
        }
    }
}
