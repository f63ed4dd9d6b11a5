using System.Runtime.InteropServices;
using Accompagnement.Projections.Diffusion;
using Npgsql;

namespace Accompagnement.Projections.Catalogue;

/// <summary>
/// The query of counts that look at the same facts for the same kind of object: the facts are read once, each row with its commune, its
/// object, and what tells which of the counts it belongs to. <see cref="DecompteDObjets"/> tells the objects apart.
/// </summary>
/// <remarks>
/// Three figures of the RSA, this year and two years before, read the same rows six times otherwise, and the server sorts the households
/// of each territory to tell them apart: two thirds of the time of a portrait.
/// </remarks>
internal sealed class RequeteDObjets
{
    private readonly (Comptage Comptage, Question Question)[] comptes;

    /// <summary>The days on which stocks are counted; none for what is counted over a period.</summary>
    private readonly DateOnly[] jours;

    private RequeteDObjets((Comptage Comptage, Question Question)[] comptes)
    {
        this.comptes = comptes;
        jours = DesStocks ? [.. comptes.Select(c => c.Question.Periode.Fin).Distinct().Order()] : [];
    }

    /// <summary>How many counts this makes.</summary>
    public int Nombre => comptes.Length;

    private bool DesStocks => comptes[0].Comptage.Forme is Forme.Stock or Forme.Fenetre3;

    /// <summary>Which of the counts can be made so, those of the same facts together, and what is left to be counted by the server.</summary>
    public static (IReadOnlyList<RequeteDObjets> Requetes, IReadOnlyList<Comptage> Restants) Reunir(IReadOnlyList<Comptage> comptages, IReadOnlyList<Question> questions)
    {
        if (!DifferentParLaPeriode(questions))
        {
            return ([], comptages);
        }

        // An age is that of the last day of a period: where it tells cells apart, each period is a query.
        IReadOnlyList<Question>[] ensemble = questions[0].Dimensions.Count == 0 ? [questions] : [.. questions.Select(q => (Question[])[q])];
        var parForme = comptages.Where(SeLitParLigne).ToLookup(c => c.Forme is Forme.Fenetre3 ? Forme.Stock : c.Forme);
        return (
            [
                .. from periodes in ensemble
                   from stocks in parForme[Forme.Stock].GroupBy(c => (c.Nature, Compilateur.Unites(c.Objet)))
                   from lus in stocks.Chunk((DecompteDObjets.Marques / periodes.Count) - 1)
                   select new RequeteDObjets([.. periodes.SelectMany(q => lus.Select(c => (c, q)))]),
                .. from question in questions
                   from actes in parForme[Forme.Flux].GroupBy(c => (c.Nature, Compilateur.Unites(c.Objet), c.AnneeScolaire))
                   from lus in actes.Chunk(DecompteDObjets.Marques)
                   select new RequeteDObjets([.. lus.Select(c => (c, question))]),
                .. from question in questions
                   from actifs in parForme[Forme.Actifs].GroupBy(c => (c.Nature, Compilateur.Unites(c.Objet)))
                   from lus in actifs.Chunk(SontDeTypesDifferents(actifs) ? DecompteDObjets.Marques : 1)
                   select new RequeteDObjets([.. lus.Select(c => (c, question))]),
            ],
            [.. comptages.Where(c => !SeLitParLigne(c))]);
    }

    /// <summary>
    /// Its columns: a number that says the commune of a row, its kind and what it meets, and the object, or how many acts there are when each
    /// counts; then what else tells its cells apart. A column more in each row costs a fifth of what finding the row does.
    /// </summary>
    public NpgsqlBatchCommand Compiler()
    {
        var commande = new NpgsqlBatchCommand();
        var (comptage, question) = comptes[0];
        var requetes = comptes.Select(c => new RequeteDeComptage(c.Comptage, c.Question, commande)).ToArray();
        var requete = requetes[0];
        var types = comptes.All(c => c.Comptage.Types.Length > 0)
            ? $"and f.type = any({requete.Parametre(comptes.SelectMany(c => c.Comptage.Types).Distinct().ToArray())})"
            : requete.ToutType is { } toutType ? $"and {toutType}" : "";
        var (moments, unJour) = DesStocks ? requete.EnCoursAux(jours) : (requete.Moments, []);
        string[] constats = [.. unJour, .. requetes.Select(r => string.Join(" and ", r.Propres))];
        string[] ligne =
        [
            "(f.commune::bigint << 48)", "((f.type::bigint & 65535) << 32)",
            .. constats.Select((constat, i) => (constat, i)).Where(c => c.constat.Length > 0).Select(c => $"case when {c.constat} then {1 << c.i} else 0 end"),
        ];
        var unites = Compilateur.Unites(comptage.Objet);
        var (premiers, ordre) = comptage.Forme == Forme.Actifs ? Derniers(requete) : ("", "");
        commande.CommandText = $"""
            select {premiers} {string.Join(" | ", ligne)}, {unites ?? "count(*)"}{string.Concat(requete.Cles.Select(c => $", {c}"))}
            from {requete.Table} f
            where f.nature = {comptage.Nature:D} {types} and {moments} and {requete.Connu("f")}
            {(unites is null ? $"group by {string.Join(", ", (int[])[1, .. Enumerable.Range(3, question.Dimensions.Count)])}" : ordre)}
            """;
        return commande;
    }

    /// <summary>Reads what <see cref="Compiler"/> asks for.</summary>
    public async Task LireAsync(NpgsqlDataReader lignes, LectureDesFaits lecture, CancellationToken ct)
    {
        var decomptes = new Dictionary<string, DecompteDObjets>(StringComparer.Ordinal);
        var marquesConnues = new Dictionary<long, int>();
        var parObjet = Compilateur.Unites(comptes[0].Comptage.Objet) is not null;
        var dimensions = comptes[0].Question.Dimensions.Count;
        while (await lignes.ReadAsync(ct))
        {
            var ligne = lignes.GetInt64(0);
            ref var marques = ref CollectionsMarshal.GetValueRefOrAddDefault(marquesConnues, ligne & 0xFFFF_FFFF_FFFF, out var connues);
            if (!connues)
            {
                marques = Marquer((short)(ligne >> 32), (int)ligne);
            }

            var cles = dimensions == 0 ? "" : string.Join(LectureDesFaits.Separateur, Enumerable.Range(2, dimensions).Select(lignes.GetString));
            ref var decompte = ref CollectionsMarshal.GetValueRefOrAddDefault(decomptes, cles, out _);
            decompte ??= new();
            var commune = (short)(ligne >> 48);
            if (parObjet)
            {
                decompte.Ajouter(commune, marques, lignes.GetGuid(1));
            }
            else
            {
                decompte.Ajouter(commune, marques, lignes.GetInt64(1));
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

    /// <summary>A bit for each count that takes a row of a kind that meets this.</summary>
    private int Marquer(short type, int constats)
    {
        var marques = 0;
        for (var i = 0; i < comptes.Length; i++)
        {
            var (comptage, question) = comptes[i];
            var jour = jours.Length > 1 ? 1 << Array.BinarySearch(jours, question.Periode.Fin) : 0;
            var propre = comptage.MoinsDe is not null || comptage.Valeurs.Count > 0 ? 1 << (jours.Length + i) : 0;
            if ((constats & jour) == jour && (constats & propre) == propre && (comptage.Types.Length == 0 || comptage.Types.Contains(type)))
            {
                marques |= 1 << i;
            }
        }

        return marques;
    }

    /// <summary>An episode cut by a move or a change counts where its last day of the period falls: in each of the counts, by itself.</summary>
    private (string Premiers, string Ordre) Derniers(RequeteDeComptage requete)
    {
        var comptage = comptes.Length == 1
            ? ""
            : $", case {string.Concat(comptes.Select((c, i) => $"when f.type = any({requete.Parametre(c.Comptage.Types)}) then {i} "))}end";
        return ($"distinct on (f.objet{comptage})", $"order by f.objet{comptage}, f.du desc");
    }

    /// <summary>Whether each row by itself tells whether it counts, and for one.</summary>
    private static bool SeLitParLigne(Comptage c) => c is { Aussi: null, Depuis: null, AvecMontant: false, Membres.Count: 0, Objet: not ObjetCompte.Place } && c.Forme switch
    {
        Forme.Stock or Forme.Fenetre3 => !c.AnneeScolaire,
        Forme.Flux => true,
        Forme.Actifs => !c.AnneeScolaire && c.MoinsDe is null && c.Valeurs.Count == 0 && c.Types.Length > 0 && Compilateur.Unites(c.Objet) is not null,
        _ => false,
    };

    /// <summary>Whether no kind belongs to two of these counts.</summary>
    private static bool SontDeTypesDifferents(IEnumerable<Comptage> comptages) => comptages.SelectMany(c => c.Types).CountBy(t => t).All(t => t.Value == 1);

    /// <summary>Whether questions differ by their period alone.</summary>
    private static bool DifferentParLaPeriode(IReadOnlyList<Question> questions) => questions.All(q => q.Sauf is null
        && q.Dimensions.SequenceEqual(questions[0].Dimensions) && q.VuAu == questions[0].VuAu && q.Schema == questions[0].Schema && q.Decoupages.SequenceEqual(questions[0].Decoupages));
}
