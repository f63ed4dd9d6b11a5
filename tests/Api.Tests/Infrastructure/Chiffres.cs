using System.Globalization;

namespace Accompagnement.Api.Tests.Infrastructure;

/// <summary>Figures as a program asks for them: the portrait's CSV, by code and territory.</summary>
internal static class Chiffres
{
    public static async Task<Dictionary<(string Code, string Territoire), (string Valeur, string Evolution, string Rang)>> PortraitAsync(this HoteDeTest hote, string requete)
    {
        using var client = hote.Client(Securite.Roles.Superviseur);
        client.DefaultRequestHeaders.Accept.ParseAdd("text/csv");
        var csv = await client.GetStringAsync(new Uri($"/api/rapports/portrait-territorial?{requete}", UriKind.Relative));
        var lignes = csv.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lignes[0].ShouldBe("code;libelle;territoire;annee;valeur;unite;evolution;rang;conf_status");
        return lignes.Skip(1).Select(l => l.Split(';')).ToDictionary(c => (c[0], c[2]), c => (c[4], c[6], c[7]));
    }

    public static async Task<int> ValeurAsync(this HoteDeTest hote, string code, string territoire, string requete = "annee=2015&decoupage=2016") =>
        int.Parse((await hote.PortraitAsync(requete))[(code, territoire)].Valeur, CultureInfo.InvariantCulture);
}
