namespace Accompagnement.Simulation;

/// <summary>Measures, from the proposal to the end, with the wait that the queues gave them.</summary>
internal static class Mesures
{
    /// <summary>The share of AEMO among the educational measures at home that the schemas count together.</summary>
    public const double PartAemo = 0.65;

    private static readonly string[] Themes = ["parentalite", "scolarite", "budget", "sante", "conflit"];

    /// <summary>A family that comes with one measure in one stream.</summary>
    public static void Famille(Monde monde, int territoire, string famille, Place place)
    {
        var alea = monde.Alea;
        var type = Type(famille, alea);
        var enfance = famille is "AEMO" or "AED" || type is "AEMO_RENFORCEE" or "DMAD" or "DARF" or "COORDO_ASE" or "LOGEMENT_ASE_SIMPLE" or "LOGEMENT_ASE_RENFORCE" or "COACH_JEUNE";
        var (residence, commune) = Vie.Residence(monde, territoire);
        var nom = Noms.Famille(alea);
        var avecIp = enfance && famille != "AUTRES" && alea.Chance(Enfance.PartAvecIp);
        var arrivee = place.Decidee - (avecIp ? alea.Entre(95, 150) : alea.Entre(5, 150));
        var age = type == "APJM" ? alea.Entre(18, 20) : type is "SAVS" or "SAMSAH" ? alea.Entre(22, 58) : alea.Entre(21, 48);
        var parent = monde.Inscrire(arrivee, Rsa.Mois(arrivee, age * 12 + (type == "APJM" ? 6 : alea.Entier(12))), alea.Chance(0.7), residence, nom, commune);
        var foyer = monde.Foyer(arrivee, "famille", parent.Site!);
        Monde.Rejoindre(parent, arrivee, foyer, "parent");
        var personnes = new List<Dossier> { parent };
        for (var enfants = enfance ? alea.Chance(0.3) ? 2 : 1 : alea.Chance(0.5) && age < 45 && famille != "AUTRES" ? 1 : 0; enfants > 0; enfants--)
        {
            var mois = (place.Finie == int.MaxValue ? 300 : Math.Min(place.Finie - place.Decidee, 5000)) / 30;
            var enfant = monde.Inscrire(arrivee, Rsa.Mois(arrivee, alea.Entre(7, Math.Max(8, Math.Min(200 - mois, (age - 17) * 12)))), alea.Chance(0.47), residence, nom, commune);
            Monde.Rejoindre(enfant, arrivee, foyer, "enfant");
            personnes.Add(enfant);
        }

        var porteur = enfance && personnes.Count > 1 ? personnes[1] : parent;
        if (avecIp)
        {
            Enfance.Ip(monde, porteur, arrivee + 1, foyer, alea.Chance(0.5) ? "mesureAdministrative" : "signalement");
        }

        var fin = Vivre(monde, porteur, type, place, foyer);
        var suivi = Math.Min(fin, place.Decidee + 2500);
        Accueils.Suivre(monde, porteur, place.Decidee, suivi, 0.9, 0.6, 1.6);
        Accueils.Suivre(monde, parent, arrivee, suivi, 1.2, 0.5, 0.2);
        if (enfance)
        {
            Referents.Suivre(monde, porteur, "ase", Service.Ase, place.Decidee + alea.Entre(1, 25), Math.Min(fin, monde.Parametres.Fin + 400));
        }
        else if (famille is "ASLL")
        {
            Referents.Suivre(monde, parent, "logement", Service.Logement, (place.Demarree ?? place.Decidee) + 3, Math.Min(fin, monde.Parametres.Fin + 400));
        }
        else if (type == "ACCOMPAGNEMENT_GLOBAL")
        {
            Referents.Suivre(monde, parent, "accompagnementGlobal", Service.Social, (place.Demarree ?? place.Decidee) + 3, Math.Min(fin, monde.Parametres.Fin + 400));
        }

        if (type != "APJM" && alea.Chance(Enfance.PartRsa))
        {
            Rsa.Droit(monde, parent, foyer, arrivee + 1, Math.Max(arrivee + 2, monde.Parametres.Debut) + 1 + (int)alea.Exponentielle(Rsa.Duree), activite: false, deces: false);
        }

        if (alea.Chance(0.1))
        {
            Vie.Separer(monde, parent, foyer, Math.Max(place.Decidee, monde.Parametres.Debut) + alea.Entre(30, 600));
        }

        Vie.Demenager(monde, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(personnes), Math.Max(arrivee, monde.Parametres.Debut) + 30, suivi + 200);
        foreach (var personne in personnes)
        {
            Vie.Cloturer(monde, personne, suivi);
        }
    }

    /// <summary>Writes the life of a measure and counts it.</summary>
    /// <returns>The day it ends, or a day far after the end.</returns>
    public static int Vivre(Monde monde, Dossier dossier, string type, Place place, Guid? foyer)
    {
        var alea = monde.Alea;
        var (id, fil) = (alea.Uuid(), new Fil());
        var judiciaire = type is "AEMO_J" or "AEMO_RENFORCEE" or "DMAD" || type == "AGBF";
        var masp = type is "MASP1" or "MASP2";
        if (place.Decidee >= monde.Parametres.Debut && !judiciaire && alea.Chance(0.5))
        {
            var propose = place.Decidee - alea.Entre(3, 40);
            dossier.Fait("MesureProposee", propose, Retard.Courant, fil).Uuid("mesureId", id).Texte("type", type).Texte("initiative", alea.Chance(0.4) ? "famille" : "service").Uuid("foyerId", foyer).Fin();
            dossier.Fait("AccordFamilialRecueilli", propose + 2, Retard.Courant, fil).Uuid("mesureId", id).Oui("accord", true).Fin();
        }

        var echeance = place.Decidee + (masp ? 365 : alea.Choisir<int>([182, 365, 365, 730]));
        var decision = dossier.Fait("MesureDecidee", place.Decidee, Retard.Courant, fil).Uuid("mesureId", id).Texte("type", type).Texte("cadre", judiciaire ? "judiciaire" : "administratif");
        if (judiciaire)
        {
            decision.Texte("cabinet", $"JE-{alea.Entre(1, 9)}");
        }

        if (!decision.Jour("echeance", echeance).Uuid("foyerId", foyer).Liste("thematiques", alea.Choisir<string>(Themes)).Fin())
        {
            return place.Decidee;
        }

        var attribuee = Math.Min(place.Decidee + alea.Delai(6), place.Demarree ?? int.MaxValue);
        dossier.Fait("MesureAttribuee", attribuee, Retard.Courant, fil).Uuid("mesureId", id).Texte("structure", StructureDe(type, dossier, alea)).Fin();
        var jusque = place.Demarree ?? place.Finie;
        if (jusque - place.Decidee > 60 && alea.Chance(0.35))
        {
            dossier.Fait("SubstitutionMiseEnPlace", place.Decidee + alea.Entre(20, 59), Retard.Courant, fil).Uuid("mesureId", id).Texte("type", alea.Choisir<string>(["ASAP_MULTI", "TISF", "AED_IED"])).Fin();
        }

        if (place.Demarree is not { } demarree)
        {
            var abandon = place.Abandonnee && dossier.Fait("MesureAbandonnee", place.Finie, Retard.Courant, fil).Uuid("mesureId", id)
                .Texte("motif", alea.Choisir<string>(["refusFamille", "demenagement", "situationChangee", "placement"])).Fin();
            monde.Verites.Attente(type, place.Decidee, abandon ? place.Finie : int.MaxValue, demarree: false);
            return place.Finie == int.MaxValue ? monde.Parametres.Fin + 300 : place.Finie;
        }

        var intensite = alea.Chance(0.8) ? "simple" : "renforcee";
        var commence = dossier.Fait("MesureDemarree", demarree, Retard.Courant, fil).Uuid("mesureId", id).Texte("agent", monde.Auteur(dossier, demarree)).Texte("intensite", intensite).Fin();
        monde.Verites.Attente(type, place.Decidee, commence ? demarree : int.MaxValue, commence);
        if (!commence)
        {
            return place.Finie;
        }

        var fin = masp ? Math.Min(place.Finie, demarree + 700) : place.Finie;
        Milieu(monde, dossier, id, demarree, fin, echeance, masp, intensite, fil);
        var code = Code(type);
        if (type is "AEMO_J" or "AEMO_A" && alea.Chance(0.05))
        {
            // The judge ends the measure; the family agrees to another one, under another name.
            var suite = new Place(fin, fin, fin + alea.Entre(150, 330), false);
            var vers = alea.Uuid();
            dossier.Fait("MesureDecidee", fin, Retard.Courant, fil).Uuid("mesureId", vers).Texte("type", "ASAP_MULTI").Texte("cadre", "administratif").Jour("echeance", fin + 365).Fin();
            dossier.Fait("MesureDemarree", fin, Retard.Courant, fil).Uuid("mesureId", vers).Texte("intensite", "simple").Fin();
            var convertie = dossier.Fait("MesureConvertie", fin, Retard.Courant, fil).Uuid("mesureId", id).Uuid("vers", vers).Fin();
            dossier.Fait("MesureTerminee", suite.Finie, Retard.Courant, fil).Uuid("mesureId", vers).Texte("motif", "objectifsAtteints").Fin();
            Compter(dossier, code, demarree, convertie ? fin : int.MaxValue);
            return suite.Finie;
        }

        var terminee = dossier.Fait("MesureTerminee", fin, Retard.Courant, fil, apresDeces: true).Uuid("mesureId", id)
            .Texte("motif", alea.Choisir<string>(["objectifsAtteints", "objectifsAtteints", "echeance", "demenagement", "refusFamille", "placement", judiciaire ? "decisionJuge" : "autre"])).Fin();
        Compter(dossier, code, demarree, terminee ? fin : int.MaxValue);
        return fin;
    }

    private static void Compter(Dossier dossier, string? code, int du, int au)
    {
        if (code is not null)
        {
            dossier.Episodes.Add(new(code, du, au));
        }
    }

    private static void Milieu(Monde monde, Dossier dossier, Guid id, int du, int au, int echeance, bool masp, string intensite, Fil fil)
    {
        var alea = monde.Alea;
        if (alea.Chance(0.1) && du + 150 < au)
        {
            dossier.Fait("IntensiteModifiee", du + alea.Entre(60, 149), Retard.Courant, fil).Uuid("mesureId", id).Texte("intensite", intensite == "simple" ? "renforcee" : "simple").Fin();
        }

        if (alea.Chance(0.04) && du + 200 < au)
        {
            dossier.Fait("MesureSuspendue", du + 155, Retard.Courant, fil).Uuid("mesureId", id).Texte("motif", "hospitalisation").Fin();
            dossier.Fait("MesureReprise", du + 180, Retard.Courant, fil).Uuid("mesureId", id).Fin();
        }

        // Renewed shortly before it ends; a measure started late is renewed from its start. Some are forgotten for a while.
        for (var fin = Math.Max(echeance, du + 170); fin < Math.Min(au, monde.Parametres.Fin) && !(masp && fin + 365 > du + 1300); fin += 365)
        {
            if (alea.Chance(0.93))
            {
                dossier.Fait("MesureRenouvelee", Math.Min(au, fin - alea.Entre(-10, 30)), Retard.Courant, fil).Uuid("mesureId", id).Jour("echeance", fin + 365).Fin();
            }
        }
    }

    private static string? Code(string type) => type switch
    {
        "AED_IED" or "AEMO_A" or "AEMO_J" => "E10",
        "ASAP_MONO" => "E8",
        "TISF" => "E9",
        "ASLL_SIMPLE" or "ASLL_RENFORCE" => "I12",
        _ => null,
    };

    private static string StructureDe(string type, Dossier dossier, Alea alea)
    {
        var territoire = dossier.Territoire;
        return type switch
        {
            "AEMO_A" or "AEMO_J" or "AEMO_RENFORCEE" => Structures.Choisir("AEMO", territoire, alea),
            "AED_IED" => Structures.Choisir("AED", territoire, alea),
            "TISF" or "AESF" => Structures.Choisir("TISF", territoire, alea),
            "SAVS" or "SAMSAH" => Structures.Choisir("SAVS", territoire, alea),
            "ASAP_MONO" or "ASAP_MULTI" or "MASP1" => dossier.Site ?? Structures.Choisir("CCAS", territoire, alea),
            _ => Structures.Choisir("ASLL", territoire, alea),
        };
    }

    private static string Type(string famille, Alea alea) => famille switch
    {
        "AEMO" => alea.Chance(0.82) ? "AEMO_J" : "AEMO_A",
        "AED" => "AED_IED",
        "ASAP" => "ASAP_MONO",
        "TISF" => "TISF",
        "ASLL" => alea.Chance(0.75) ? "ASLL_SIMPLE" : "ASLL_RENFORCE",
        _ => alea.Choisir<string>(
        [
            "AEMO_RENFORCEE", "ASAP_MULTI", "AESF", "AGBF", "APJM", "DMAD", "DARF", "AML_SIMPLE", "AML_RENFORCE", "FAL", "GLA", "AET", "ADSL", "VIAL",
            "ENVAUL", "LOGEMENT_ASE_SIMPLE", "LOGEMENT_ASE_RENFORCE", "MASP1", "MASP2", "COACH_JEUNE", "COORDO_ASE", "ACCOMPAGNEMENT_GLOBAL", "SAVS", "SAMSAH",
        ]),
    };
}
