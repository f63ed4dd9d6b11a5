using System.Globalization;
using System.Text.Json;

namespace Accompagnement.Simulation;

/// <summary>Something in progress from a day to another (excluded), counted under the codes of the portrait.</summary>
internal readonly record struct Episode(string Code, int Du, int Au);

/// <summary>Something done on a day.</summary>
internal readonly record struct Acte(string Code, int Jour);

/// <summary>
/// The true answers, counted by the simulator from what it decided and not from what the product reads: portraits by year and
/// territory of 2016, waits at the end of each month. As known at the end of the simulation.
/// </summary>
internal sealed class Verites
{
    private static readonly string[] Stocks = ["E10", "E11", "I1", "I2", "I3", "A1", "A6"];
    private static readonly string[] Actifs = ["E8", "E9", "I12"];
    private static readonly string[] FluxPersonnes = ["E1", "E7", "I4"];
    private static readonly string[] FluxActes = ["I6", "I7", "I8", "I9", "I10", "I11", "I13"];
    private static readonly string[] Fenetres = ["A5", "A7", "A8"];

    private readonly Parametres parametres;
    private readonly int premiere;
    private readonly int derniere;
    private readonly SortedDictionary<string, int[,]> portraits = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int[]> attentes = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, List<int>> delais = new(StringComparer.Ordinal);

    public Verites(Parametres parametres)
    {
        this.parametres = parametres;
        premiere = parametres.Depuis.Year;
        derniere = parametres.Jusqua.AddDays(-1).Year;
        foreach (var code in (IEnumerable<string>)[.. Stocks, .. Actifs, .. FluxPersonnes, .. FluxActes, .. Fenetres, "E3", "E12"])
        {
            portraits[code] = new int[derniere - premiere + 1, Carte.Territoires + 2];
        }
    }

    public int Valeur(string code, int annee, int territoire) => portraits[code][annee - premiere, territoire];

    /// <summary>Measures of a type that wait at the end of a month, over the département.</summary>
    public int EnAttente(string type, int annee, int mois) => attentes.TryGetValue(type, out var mensuel) ? mensuel[(annee - premiere) * 12 + mois - 1] : 0;

    /// <summary>The waits of the measures of a type that started, in days.</summary>
    public IReadOnlyList<int> Attentes(string type) => delais.GetValueOrDefault(type, []);

    public void Places(int annee, int territoire, int places)
    {
        if (annee >= premiere && annee <= derniere)
        {
            portraits["E12"][annee - premiere, territoire] += places;
        }
    }

    public void Attente(string type, int decidee, int fin, bool demarree)
    {
        if (!attentes.TryGetValue(type, out var mensuel))
        {
            attentes[type] = mensuel = new int[(derniere - premiere + 1) * 12];
            delais[type] = [];
        }

        if (demarree)
        {
            delais[type].Add(fin - decidee);
        }

        var date = Temps.Date(Math.Max(decidee, parametres.Debut));
        for (var m = (date.Year - premiere) * 12 + date.Month - 1; m < mensuel.Length && FinDeMois(m) < fin; m++)
        {
            mensuel[m]++;
        }
    }

    /// <summary>Counts what a person's file holds.</summary>
    public void Compter(Dossier dossier)
    {
        for (var annee = premiere; annee <= derniere; annee++)
        {
            var (premier, dernier) = (Temps.Jour(annee, 1, 1), Temps.Jour(annee, 12, 31));
            foreach (var code in Stocks)
            {
                if (dossier.Episodes.Exists(e => e.Code == code && e.Du <= dernier && dernier < e.Au))
                {
                    Un(code, annee, dossier, dernier, dossier.Episodes.Count(e => e.Code == code && e.Du <= dernier && dernier < e.Au && code == "E10"));
                }
            }

            foreach (var code in Actifs)
            {
                var fin = dossier.Episodes.Where(e => e.Code == code && e.Du <= dernier && e.Au > premier).Select(e => Math.Min(dernier, e.Au - 1)).DefaultIfEmpty(-1).Max();
                if (fin >= 0)
                {
                    Un(code, annee, dossier, fin);
                }
            }

            Actes(dossier, annee, premier, dernier);
        }
    }

    /// <summary>Writes the answers, in an order and a form that never change.</summary>
    public void Ecrire(Stream sortie, long evenements, int personnes, int refus, double echelle)
    {
        using var json = new Utf8JsonWriter(sortie, new JsonWriterOptions { Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteNumber("evenements", evenements);
        json.WriteNumber("personnes", personnes);
        json.WriteNumber("refus", refus);
        json.WriteNumber("echelle", Math.Round((decimal)echelle, 6));
        json.WriteNumber("graine", parametres.Graine);
        json.WriteString("depuis", parametres.Depuis.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.WriteString("jusqua", parametres.Jusqua.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.WriteStartObject("portrait");
        foreach (var (code, valeurs) in portraits)
        {
            json.WriteStartObject(code);
            for (var annee = premiere; annee <= derniere; annee++)
            {
                json.WriteStartObject(annee.ToString(CultureInfo.InvariantCulture));
                for (var t = 0; t < Carte.Territoires + 2; t++)
                {
                    json.WriteNumber(t < Carte.Territoires ? Carte.Libelles[t] : t == Carte.HorsDepartement ? "HORS_DEPARTEMENT" : "NON_RENSEIGNE", valeurs[annee - premiere, t]);
                }

                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteStartObject("enAttente");
        foreach (var (type, mensuel) in attentes)
        {
            json.WriteStartObject(type);
            for (var m = 0; m < mensuel.Length && FinDeMois(m) < parametres.Fin; m++)
            {
                json.WriteNumber($"{premiere + m / 12:0000}-{m % 12 + 1:00}", mensuel[m]);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void Actes(Dossier dossier, int annee, int premier, int dernier)
    {
        foreach (var code in FluxPersonnes)
        {
            for (var t = 0; t < Carte.Territoires + 2; t++)
            {
                if (dossier.Actes.Exists(a => a.Code == code && a.Jour >= premier && a.Jour <= dernier && TerritoireLe(dossier, a.Jour) == t))
                {
                    portraits[code][annee - premiere, t]++;
                }
            }
        }

        foreach (var acte in dossier.Actes)
        {
            if (acte.Jour >= premier && acte.Jour <= dernier && FluxActes.Contains(acte.Code))
            {
                Un(acte.Code, annee, dossier, acte.Jour);
            }
        }

        foreach (var code in Fenetres)
        {
            var debut = Temps.Jour(annee - 2, 1, 1);
            if (dossier.Actes.Exists(a => a.Code == code && a.Jour >= debut && a.Jour <= dernier))
            {
                Un(code, annee, dossier, dernier);
            }
        }

        // The school year that ends in the year.
        var (rentree, fin) = (Temps.Jour(annee - 1, 9, 1), Temps.Jour(annee, 8, 31));
        if (dossier.Actes.Find(a => a.Code == "E3" && a.Jour >= rentree && a.Jour <= fin) is { Jour: > 0 } bilan)
        {
            Un("E3", annee, dossier, bilan.Jour);
        }
    }

    private void Un(string code, int annee, Dossier dossier, int jour, int combien = 0) =>
        portraits[code][annee - premiere, TerritoireLe(dossier, jour)] += Math.Max(1, combien);

    private static int TerritoireLe(Dossier dossier, int jour)
    {
        var territoire = Carte.NonRenseigne;
        foreach (var residence in dossier.Residences)
        {
            if (residence.Jour <= jour)
            {
                territoire = residence.Territoire;
            }
        }

        return territoire;
    }

    private int FinDeMois(int m) => new DateOnly(premiere + m / 12, m % 12 + 1, 1).AddMonths(1).DayNumber - 1;
}
