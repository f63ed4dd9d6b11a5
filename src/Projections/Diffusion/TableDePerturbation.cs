using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Accompagnement.Projections.Diffusion;

/// <summary>
/// The noise of every true count, by cell key. Each row is the distribution of maximum entropy with mean 0, variance V, at most D
/// away, that never publishes 1 to js − 1, leaves zero at zero and gives nothing negative. Where no such distribution exists the
/// row of the nearest variance is taken: the least one possible when V is too small (6 for a count of 2 with js = 5), the greatest
/// when V is too large. From D + js on, all rows are one. Source: <c>design/security-privacy.md</c>, section 3.
/// </summary>
public sealed class TableDePerturbation
{
    private readonly LigneDePerturbation[] lignes;

    private TableDePerturbation(ParametresDePerturbation parametres, LigneDePerturbation[] lignes)
    {
        Parametres = parametres;
        this.lignes = lignes;
        Texte = Ecrire();
        Empreinte = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(Texte)));
    }

    public ParametresDePerturbation Parametres { get; }

    /// <summary>One row per true count from 0; the last stands for all greater ones.</summary>
    public IReadOnlyList<LigneDePerturbation> Lignes => lignes;

    /// <summary>The whole table as text: what a publication keeps. Line 1 is the parameters, then one line per count.</summary>
    public string Texte { get; }

    /// <summary>SHA-256 of <see cref="Texte"/>, in hexadecimal.</summary>
    public string Empreinte { get; }

    /// <exception cref="ArgumentException">No table has these parameters.</exception>
    public static TableDePerturbation Calculer(ParametresDePerturbation parametres)
    {
        parametres.Verifier();
        var derniere = parametres.Amplitude + parametres.PlusPetitPublie;
        return new(parametres, [.. Enumerable.Range(0, derniere + 1).Select(i => LigneDePerturbation.Calculer(i, parametres))]);
    }

    /// <summary>The table of an earlier publication, from its text.</summary>
    /// <exception cref="FormatException">The text is not a table, or its rules are not kept.</exception>
    public static TableDePerturbation Lire(string texte)
    {
        var lignes = texte.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var tete = lignes.FirstOrDefault()?.Split(';') ?? [];
        if (tete.Length != 3)
        {
            throw new FormatException("La première ligne d'une table de perturbation est « D;V;js ».");
        }

        var parametres = new ParametresDePerturbation(Entier(tete[0]), double.Parse(tete[1], CultureInfo.InvariantCulture), Entier(tete[2]));
        parametres.Verifier();
        var table = new TableDePerturbation(parametres, [.. lignes.Skip(1).Select((l, i) => LireLigne(i, l, parametres))]);
        return table.lignes.Length == parametres.Amplitude + parametres.PlusPetitPublie + 1
            ? table
            : throw new FormatException("La table de perturbation n'a pas une ligne par compte.");
    }

    /// <summary>The noise to add to a true count whose cell key is this.</summary>
    public int Bruit(long compte, uint cleDeCellule)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(compte);
        return lignes[Math.Min(compte, lignes.Length - 1)].Bruit(cleDeCellule);
    }

    private static LigneDePerturbation LireLigne(int compte, string texte, ParametresDePerturbation parametres)
    {
        var paires = texte.Split(' ').Select(p => p.Split(':')).ToArray();
        if (!Array.TrueForAll(paires, p => p.Length == 2))
        {
            throw new FormatException($"La ligne du compte {compte} n'est pas « bruit:poids … ».");
        }

        var ligne = new LigneDePerturbation(
            compte, [.. paires.Select(p => Entier(p[0]))], [.. paires.Select(p => long.Parse(p[1], CultureInfo.InvariantCulture))]);
        var ordonnes = ligne.Bruits.Zip(ligne.Bruits.Skip(1)).All(v => v.First < v.Second);
        return ordonnes && ligne.Poids.All(w => w > 0) && ligne.Poids.Sum() == LigneDePerturbation.Echelle
            && ligne.Bruits.All(LigneDePerturbation.Permis(compte, parametres).Contains)
            ? ligne
            : throw new FormatException($"La ligne du compte {compte} n'obéit pas aux paramètres de la table.");
    }

    private static int Entier(string texte) => int.Parse(texte, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    private string Ecrire()
    {
        var texte = new StringBuilder();
        texte.Append(CultureInfo.InvariantCulture, $"{Parametres.Amplitude};{Parametres.Variance:R};{Parametres.PlusPetitPublie}\n");
        foreach (var ligne in lignes)
        {
            texte.AppendJoin(' ', ligne.Bruits.Zip(ligne.Poids, (k, w) => string.Create(CultureInfo.InvariantCulture, $"{k}:{w}"))).Append('\n');
        }

        return texte.ToString();
    }
}
