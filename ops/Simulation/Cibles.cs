using System.Globalization;

namespace Accompagnement.Simulation;

/// <summary>
/// The activity that the schemas of the département publish for 2015, by territory, with its evolution since 2013. It is what the
/// simulated département is calibrated on.
/// </summary>
internal static class Cibles
{
    // One line per indicator (contract/indicators.md, section 2); the seven territories in the order of Carte; value:evolution in %.
    private const string Publie = """
        E1 1702:-21.5 2739:-1.9 947:7.6 1162:-17.6 1263:-5.5 3527:-5.1 888:-2
        E3 2205:-4 3827:5.3 1404:-11.1 2030:6.3 1677:-15.7 4992:11.6 1974:5.8
        E7 353:-15.8 957:12.7 471:18.6 400:-1.7 515:-14.7 1570:4.8 535:15.8
        E8 288:35.2 367:52.9 246:39.8 122:100 225:8.2 723:11.1 235:79.4
        E9 85:2.4 370:14.9 199:23.6 231:45.3 242:22.2 311:18.7 156:38.1
        E10 297:-24.8 659:-3.8 186:-20.9 378:-11.9 330:8.2 982:5.4 306:-3.8
        E11 603:5.1 1204:5.9 540:5.5 731:2.8 702:6.5 1824:5.1 686:7
        E12 563 149 287 221 236 105 133
        I1 7256:6 14824:10.6 6142:8.4 9209:8.7 9856:7.5 25563:8.7 5388:11.4
        I2 4158:1.5 10302:10.7 3578:6.5 6194:6.9 7164:9.3 19271:6.5 2758:12.2
        I3 1460:9.3 3447:20.8 1389:14.6 2328:17.4 2198:17.1 6171:20.7 1086:20.7
        I4 1389 3633 1583 1468 3975 5910 1318
        I6 125:-35.9 293:3.2 156:-9.3 98:-42.7 170:54.5 623:-6.5 179:4.1
        I7 1312:-4 2850:-9.9 1291:-14.7 2112:-11 1430:-8.6 6591:-8 883:-23.5
        I8 43:-56.1 57:104 67:-46.8 34:-45.2 83:-17.8 147:-43.5 112:-28.2
        I9 15 36 36 38 79 55 13
        I10 410:5.4 863:3.4 273:-8.4 346:-45.1 397:-23.5 1016:13.4 199:-31.1
        I11 77:16.7 126:8.6 23:35.3 72:-20.9 47:-2.1 333:-7.2 48:20
        I12 368:-6.4 485:9.2 250:4.2 290:-1 234:-28 700:1.2 239:-0.4
        I13 289:-29.9 1027:-34.3 198:-48.4 306:-61.4 400:-23.4 1673:-36.2 229:-39.7
        A1 4123:9.2 4862:2.4 1841:7.6 3795:-0.9 2182:3.5 6007:2.9 3995:3.6
        A2 24.7:2.1 22.8:-0.5 22.5:-0.7 13.1:-0.8 20.4:-1.1 26.2:0.0 15.5:0.4
        A5 11144 17167 7059 9350 7884 26495 8967
        A6 602:33.2 800:51.8 312:47.2 555:57.2 321:43.9 1479:41.7 388:54.6
        A7 3181 4404 1832 2693 2113 6634 2769
        A8 1291 1819 1138 926 1077 2824 834
        """;

    private static readonly Dictionary<string, (double Valeur, double Evolution)[]> Lues = Publie
        .Split('\n').Select(l => l.Split(' '))
        .ToDictionary(l => l[0], l => l[1..].Select(Lire).ToArray(), StringComparer.Ordinal);

    public static IEnumerable<string> Codes => Lues.Keys;

    /// <summary>The value published for 2015.</summary>
    public static double En2015(string code, int territoire) => Lues[code][territoire].Valeur;

    /// <summary>
    /// The value aimed at on a date, in years (2015.99 is the end of 2015): the published evolution until 2015, then a slow growth.
    /// </summary>
    public static double A(string code, int territoire, double annee)
    {
        var (valeur, evolution) = Lues[code][territoire];
        var en2013 = valeur / (1 + evolution / 100);
        return annee < 2015
            ? Math.Max(valeur * 0.3, valeur + (valeur - en2013) * (annee - 2015) / 2)
            : valeur * (1 + 0.004 * (annee - 2015));
    }

    private static (double Valeur, double Evolution) Lire(string texte)
    {
        var parts = texte.Split(':');
        return (Nombre(parts[0]), parts.Length > 1 ? Nombre(parts[1]) : 0);

        static double Nombre(string t) => double.Parse(t, CultureInfo.InvariantCulture);
    }
}
