namespace Accompagnement.Projections.Olinpe;

/// <summary>Something the receiver would send back.</summary>
/// <param name="Rubrique">The section of the receiver's report.</param>
/// <param name="Variable">The variable at fault.</param>
/// <param name="Detail">What is wrong, in French.</param>
/// <param name="Evenement">The rank of the event in the file, from 0.</param>
/// <param name="Bloquante">Whether the receiver refuses the event for it.</param>
public sealed record Anomalie(string Rubrique, string Variable, string Detail, int Evenement, bool Bloquante = false);

/// <summary>How often a variable of the codebook is there.</summary>
/// <param name="Variable">Its name.</param>
/// <param name="Renseignee">In how many events it has a value.</param>
/// <param name="NeSaitPas">In how many of them the value is « unknown ».</param>
public sealed record PresenceDeVariable(string Variable, int Renseignee, int NeSaitPas);

/// <summary>What the national receiver would find in a return, found before it is sent.</summary>
public static class RapportDAnomalies
{
    /// <summary>The first sections of the receiver's report: which variables are there, empty, always unknown.</summary>
    public static IReadOnlyList<PresenceDeVariable> Presence(IReadOnlyList<Donnee> donnees) =>
        [.. Codebook.Variables.Select(v => new PresenceDeVariable(v, donnees.Count(d => d.A(v)), donnees.Count(d => d.A(v) && d[v] == Codebook.InconnuDe(v))))];

    private const int DureeExcessiveEnAnnees = 2;
    private static readonly string[] NaissancesDesAdultes = ["ANSA1", "ANSA2", "ANSMERE", "ANSPERE"];
    private static readonly string[] SansElles = ["DECISION", "TYPEV", "NUMANONYM"];
    private static readonly string[] Identite =
        ["NUMANONYM", "TYPEV", "DECISION", "NATPDECADM", "NATDECASSED", "DATDECPE", "LIEUACC", "LIEUPLAC", "TYPINTERDOM", "TYPDECJUD"];

    public static IReadOnlyList<Anomalie> Examiner(IReadOnlyList<Donnee> donnees, int annee)
    {
        var anomalies = new List<Anomalie>();
        var vus = new Dictionary<string, int>(StringComparer.Ordinal);
        var debuts = donnees.Where(d => d["TYPEV"] == "1").Select(d => (d["NUMANONYM"], Nature(d))).ToHashSet();
        for (var i = 0; i < donnees.Count; i++)
        {
            var rang = i;
            var donnee = donnees[i];
            foreach (var variable in donnee.Presentes.Where(v => !Codebook.Admet(v, donnee[v])))
            {
                Noter(variable.StartsWith("DAT", StringComparison.Ordinal) ? "format de date" : "valeur inattendue", variable, $"« {donnee[variable]} » n'est pas une valeur de {variable}.");
            }

            var majeur = donnee.Majeur(annee);
            foreach (var regle in ReglesOlinpe.Toutes)
            {
                foreach (var variable in regle.Variables.Where(v => donnee.A(v) && !regle.Attendue(donnee, majeur)))
                {
                    Noter("non attendue", variable, $"{variable} n'est attendue que si {regle.Condition}.");
                }
            }

            foreach (var (variable, bloquante) in Manquantes(donnee))
            {
                anomalies.Add(new("manquante", variable, $"{variable} est attendue et absente.", rang, bloquante));
            }

            foreach (var parent in NaissancesDesAdultes.Where(p => Annee(donnee, p) > Annee(donnee, "ANAIS")))
            {
                Noter("date de naissance à vérifier", parent, $"{parent} est après l'année de naissance de l'enfant.");
            }

            if (donnee.Jour("DATDEB") is { } debut && donnee.Jour("DATFIN") is { } fin && (fin < debut || fin > debut.AddYears(DureeExcessiveEnAnnees)))
            {
                Noter("durée excessive", "DATFIN", fin < debut ? "La fin est avant le début." : "La mesure dure plus de deux ans sans renouvellement.");
            }

            if (donnee["TYPEV"] == "3" && !debuts.Contains((donnee["NUMANONYM"], Nature(donnee))) && donnee.Jour("DATDEB")?.Year == annee)
            {
                Noter("fin sans début", "TYPEV", "La mesure a commencé dans l'année et son début n'est pas dans le fichier.");
            }

            var cle = string.Join('|', Identite.Select(v => donnee[v]));
            if (!vus.TryAdd(cle, i))
            {
                Noter("doublon", "NUMANONYM", $"Même événement que le n° {vus[cle]}.");
            }

            void Noter(string rubrique, string variable, string detail) => anomalies.Add(new(rubrique, variable, detail, rang));
        }

        return anomalies;
    }

    private static string Nature(Donnee d) => d["DECISION"] + d["NATPDECADM"] + d["NATDECASSED"];

    private static int? Annee(Donnee donnee, string variable) =>
        int.TryParse(donnee[variable], out var annee) && annee is > 1900 and < 9999 ? annee : null;

    private static IEnumerable<(string Variable, bool Bloquante)> Manquantes(Donnee d)
    {
        var attendues = new List<string> { "DATDECPE", "DATDEB" };
        attendues.AddRange(d["TYPEV"] == "3" ? ["DATFIN", "MOTFININT"] : []);
        attendues.AddRange(d["DECISION"] == "1" ? ["NATPDECADM"] : d["DECISION"] == "2" ? ["NATDECASSED"] : []);
        attendues.AddRange(d["NATPDECADM"] is "10" or "20" ? ["TYPINTERDOM"] : d.A("NATPDECADM") && d["NATPDECADM"] is not ("18" or "99") ? ["LIEUACC"] : []);
        attendues.AddRange(d["NATDECASSED"] is "15" or "16" or "19" ? ["TYPDECJUD"] : d["NATDECASSED"] is "17" or "18" ? ["INSTITPLAC", "NATDECPLAC", "LIEUPLAC"] : []);
        attendues.AddRange(d.A("DECAP") ? ["DATDECAP"] : []);
        return attendues.Where(v => !d.A(v)).Select(v => (v, false))
            .Concat(SansElles.Where(v => !d.A(v)).Select(v => (v, true)));
    }
}
