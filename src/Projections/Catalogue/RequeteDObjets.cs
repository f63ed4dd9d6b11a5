using Accompagnement.Projections.Diffusion;
using Npgsql;

namespace Accompagnement.Projections.Catalogue;

/// <summary>
/// The query of counts that look at the same facts for the same kind of object: the facts are read once, each row with its commune, its
/// object, and a mark for each of the counts that it belongs to. <see cref="DecompteDObjets"/> tells the objects apart.
/// </summary>
/// <remarks>
/// Three figures of the RSA, this year and two years before, read the same rows six times otherwise, and the server sorts the households
/// of each territory to tell them apart: two thirds of the time of a portrait.
/// </remarks>
internal sealed class RequeteDObjets
{
    private readonly (Comptage Comptage, Question Question)[] comptes;

    private RequeteDObjets(params (Comptage, Question)[] comptes) => this.comptes = comptes;

    /// <summary>How many counts this makes.</summary>
    public int Nombre => comptes.Length;

    /// <summary>Which of the counts can be made so, the stocks of the same facts together, and what is left to be counted by the server.</summary>
    public static (IReadOnlyList<RequeteDObjets> Requetes, IReadOnlyList<Comptage> Restants) Reunir(IReadOnlyList<Comptage> comptages, IReadOnlyList<Question> questions)
    {
        if (!DifferentParLaPeriode(questions))
        {
            return ([], comptages);
        }

        // An age is that of the last day of a period: where it tells cells apart, each period is a query.
        IReadOnlyList<Question>[] ensemble = questions[0].Dimensions.Count == 0 ? [questions] : [.. questions.Select(q => (Question[])[q])];
        var parForme = comptages.Where(SeLitParLigne).ToLookup(c => c.Forme == Forme.Flux);
        return (
            [
                .. from periodes in ensemble
                   from stocks in parForme[false].GroupBy(c => (c.Nature, Compilateur.Unites(c.Objet)))
                   from lus in stocks.Chunk(DecompteDObjets.Marques / periodes.Count)
                   select new RequeteDObjets([.. periodes.SelectMany(q => lus.Select(c => (c, q)))]),
                .. from question in questions
                   from actes in parForme[true].GroupBy(c => (c.Nature, Compilateur.Unites(c.Objet), c.AnneeScolaire))
                   from lus in actes.Chunk(DecompteDObjets.Marques)
                   select new RequeteDObjets([.. lus.Select(c => (c, question))]),
            ],
            [.. comptages.Where(c => !SeLitParLigne(c))]);
    }

    /// <summary>Its columns: a commune, marks, and the object that has them there, or how many acts do, when each counts; then what else tells its cells apart.</summary>
    public NpgsqlBatchCommand Compiler()
    {
        var commande = new NpgsqlBatchCommand();
        var (comptage, question) = comptes[0];
        var requetes = comptes.Select(c => new RequeteDeComptage(c.Comptage, c.Question, commande)).ToArray();
        var requete = requetes[0];
        var jours = comptes.Select((c, i) => (Requete: requetes[i], c.Question, Marque: 1 << i))
            .GroupBy(c => c.Question, c => (c.Requete, c.Marque))
            .Select(g => (g.First().Requete.Quand, Marques: string.Join(" | ", g.Select(c => Marquer(c.Requete, c.Marque)))))
            .ToArray();
        var quand = $"({string.Join(" or ", jours.Select(j => $"({j.Quand})"))})";
        if (comptage.Forme != Forme.Flux)
        {
            quand = $"{requete.EnCoursEntre([.. comptes.Select(c => c.Question.Periode.Fin).Distinct().Order()])} and {quand}";
        }

        var marques = jours.Length == 1 ? jours[0].Marques : string.Join(" | ", jours.Select(j => $"case when {j.Quand} then {j.Marques} else 0 end"));
        var types = comptes.All(c => c.Comptage.Types.Length > 0)
            ? $"and f.type = any({requete.Parametre(comptes.SelectMany(c => c.Comptage.Types).Distinct().ToArray())})"
            : requete.ToutType is { } toutType ? $"and {toutType}" : "";
        var unites = Compilateur.Unites(comptage.Objet);
        commande.CommandText = $"""
            select f.commune, {marques}, {unites ?? "count(*)"}{string.Concat(requete.Cles.Select(c => $", {c}"))}
            from {requete.Table} f
            where f.nature = {comptage.Nature:D} {types} and {quand} and {requete.Connu("f")}
            {(unites is null ? $"group by {string.Join(", ", (int[])[1, 2, .. Enumerable.Range(4, question.Dimensions.Count)])}" : "")}
            """;
        return commande;
    }

    /// <summary>Reads what <see cref="Compiler"/> asks for.</summary>
    public async Task LireAsync(NpgsqlDataReader lignes, LectureDesFaits lecture, CancellationToken ct)
    {
        var decomptes = new Dictionary<string, DecompteDObjets>(StringComparer.Ordinal);
        var parObjet = Compilateur.Unites(comptes[0].Comptage.Objet) is not null;
        var dimensions = comptes[0].Question.Dimensions.Count;
        while (await lignes.ReadAsync(ct))
        {
            var (commune, marques) = (lignes.GetInt16(0), lignes.GetInt32(1));
            var cles = dimensions == 0 ? "" : string.Join(LectureDesFaits.Separateur, Enumerable.Range(3, dimensions).Select(lignes.GetString));
            if (!decomptes.TryGetValue(cles, out var decompte))
            {
                decomptes[cles] = decompte = new();
            }

            if (parObjet)
            {
                decompte.Ajouter(commune, marques, lignes.GetGuid(2));
            }
            else
            {
                decompte.Ajouter(commune, marques, lignes.GetInt64(2));
            }
        }

        foreach (var (cles, decompte) in decomptes)
        {
            foreach (var (marque, decoupage, territoire, nombre) in decompte.Compter(lecture.Communes))
            {
                var (comptage, question) = comptes[marque];
                lecture.Ajouter(comptage, question.Periode, decoupage, territoire, dimensions == 0 ? [] : cles.Split(LectureDesFaits.Separateur), new CelluleDeBase(nombre, 0));
            }
        }
    }

    private static string Marquer(RequeteDeComptage requete, int marque)
    {
        string[] conditions = [.. requete.Types is { } types ? [types] : Array.Empty<string>(), .. requete.Propres];
        return conditions.Length == 0 ? $"{marque}" : $"case when {string.Join(" and ", conditions)} then {marque} else 0 end";
    }

    /// <summary>Whether each row by itself tells whether it counts, and for one.</summary>
    private static bool SeLitParLigne(Comptage c) => c is { Forme: Forme.Stock or Forme.Fenetre3 or Forme.Flux, Aussi: null, Depuis: null, AvecMontant: false, Membres.Count: 0 }
        && !(c.AnneeScolaire && c.Forme != Forme.Flux) && c.Objet != ObjetCompte.Place;

    /// <summary>Whether questions differ by their period alone.</summary>
    private static bool DifferentParLaPeriode(IReadOnlyList<Question> questions) => questions.All(q => q.Sauf is null
        && q.Dimensions.SequenceEqual(questions[0].Dimensions) && q.VuAu == questions[0].VuAu && q.Schema == questions[0].Schema && q.Decoupages.SequenceEqual(questions[0].Decoupages));
}
