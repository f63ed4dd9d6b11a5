using Accompagnement.Domain.Referentiels;

namespace Accompagnement.Simulation;

/// <summary>Where people live: the real communes of the département, drawn by population; and the sites that receive them.</summary>
internal sealed class Carte
{
    public const int Territoires = 7;

    /// <summary>Rank of "elsewhere" where territories are counted: after the seven.</summary>
    public const int HorsDepartement = Territoires;

    /// <summary>Rank of "no residence known".</summary>
    public const int NonRenseigne = Territoires + 1;

    private static readonly string[] CommunesAilleurs = ["59350", "59512", "59183", "80021", "80001", "59392", "75056", "76540", "99109", "99216"];

    private static readonly string[][] NomsDesSites =
    [
        ["ARRAGEOIS-ARRAS-NORD", "ARRAGEOIS-ARRAS-SUD", "ARRAGEOIS-BAPAUME", "ARRAGEOIS-VITRY"],
        ["ARTOIS-BETHUNE", "ARTOIS-BRUAY", "ARTOIS-LILLERS", "ARTOIS-NOEUX"],
        ["AUDOMAROIS-SAINT-OMER", "AUDOMAROIS-ARQUES", "AUDOMAROIS-AIRE"],
        ["BOULONNAIS-BOULOGNE", "BOULONNAIS-OUTREAU", "BOULONNAIS-MARQUISE"],
        ["CALAISIS-CALAIS-1", "CALAISIS-CALAIS-2", "CALAISIS-GUINES"],
        ["LENS-HENIN-LENS", "LENS-HENIN-LIEVIN", "LENS-HENIN-HENIN", "LENS-HENIN-AVION", "LENS-HENIN-BULLY", "LENS-HENIN-CARVIN"],
        ["MONTREUILLOIS-ETAPLES", "MONTREUILLOIS-BERCK", "TERNOIS-SAINT-POL"],
    ];

    /// <summary>The names of the sites above, in the same order, as they are said.</summary>
    private static readonly string[][] SitesEnMots =
    [
        ["Arras Nord", "Arras Sud", "Bapaume", "Vitry-en-Artois"],
        ["Béthune", "Bruay-la-Buissière", "Lillers", "Nœux-les-Mines"],
        ["Saint-Omer", "Arques", "Aire-sur-la-Lys"],
        ["Boulogne-sur-Mer", "Outreau", "Marquise"],
        ["Calais 1", "Calais 2", "Guînes"],
        ["Lens", "Liévin", "Hénin-Beaumont", "Avion", "Bully-les-Mines", "Carvin"],
        ["Étaples", "Berck", "Saint-Pol-sur-Ternoise"],
    ];

    private static readonly string[] Noms =
        ["Arrageois", "Artois", "Audomarois", "Boulonnais", "Calaisis", "Lens-Hénin", "Montreuillois-Ternois"];

    private readonly Commune[][] communes = new Commune[Territoires][];
    private readonly int[][] cumuls = new int[Territoires][];

    public Carte()
    {
        for (var t = 0; t < Territoires; t++)
        {
            communes[t] = [.. Domain.Referentiels.Territoires.PasDeCalais.Communes.Where(c => c.Territoire2016 == Noms[t])];
            cumuls[t] = new int[communes[t].Length];
            var somme = 0;
            for (var i = 0; i < communes[t].Length; i++)
            {
                cumuls[t][i] = somme += communes[t][i].Population;
            }

            Population += somme;
        }
    }

    public static ReadOnlySpan<string> Libelles => Noms;

    public int Population { get; }

    public static ReadOnlySpan<string> Sites(int territoire) => NomsDesSites[territoire];

    /// <summary>A site of a territory as people say it.</summary>
    public static string NomDuSite(int territoire, int rang) => SitesEnMots[territoire][rang];

    public int PopulationDe(int territoire) => cumuls[territoire][^1];

    /// <summary>A commune of a territory, drawn by population.</summary>
    public string Commune(int territoire, Alea alea)
    {
        var tirage = alea.Entier(cumuls[territoire][^1]);
        var i = Array.BinarySearch(cumuls[territoire], tirage + 1);
        return communes[territoire][i < 0 ? ~i : i].CodeInsee;
    }

    public static string Ailleurs(Alea alea) => alea.Choisir<string>(CommunesAilleurs);

    /// <summary>The site that receives the people of a commune: always the same; the first of a territory has the most.</summary>
    public static int SiteDe(int territoire, string commune)
    {
        var rang = (commune[2] * 31 + commune[3] * 7 + commune[4]) % 10;
        return rang < 4 ? 0 : rang % NomsDesSites[territoire].Length;
    }
}
