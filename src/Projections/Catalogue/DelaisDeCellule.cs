using Accompagnement.Projections.Diffusion;
using Accompagnement.Projections.Pilotage;

namespace Accompagnement.Projections.Catalogue;

/// <summary>The delays of one cell, as read: how long each lasted or was seen to last, and of whom.</summary>
internal sealed class DelaisDeCellule
{
    private readonly List<(Duree Duree, CelluleDeBase Objets)> tranches = [];
    private KaplanMeier? estimation;

    /// <summary>All that opened in the period.</summary>
    public CelluleDeBase Cohorte { get; private set; }

    /// <summary>Those of them that were closed by its end.</summary>
    public CelluleDeBase Clos { get; private set; }

    /// <summary>The days of the closed ones, which are protected as amounts are.</summary>
    public MontantDeBase JoursDesClos { get; private set; }

    private KaplanMeier Estimation => estimation ??= new(tranches.Select(t => t.Duree));

    public void Ajouter(Duree duree, CelluleDeBase objets)
    {
        tranches.Add((duree, objets));
        Cohorte = Cohorte.Avec(objets);
        estimation = null;
        if (duree.Clos)
        {
            Clos = Clos.Avec(objets);
            JoursDesClos = new(
                JoursDesClos.Total + (decimal)duree.Jours * duree.Nombre, JoursDesClos.Contributeurs + duree.Nombre, Math.Max(JoursDesClos.PlusForte, duree.Jours));
        }
    }

    /// <summary>
    /// As many as are closed within a limit: those that were, and their share of those that could not be seen for long enough.
    /// </summary>
    public CelluleDeBase DansLaLimite(int limite)
    {
        var vus = tranches.Where(t => t.Duree.Clos && t.Duree.Jours <= limite).Aggregate(default(CelluleDeBase), (c, t) => c.Avec(t.Objets));
        return new((long)Math.Round((Estimation.PartDansLimite(limite) ?? 0) * Cohorte.Nombre, MidpointRounding.AwayFromZero), vus.Cle);
    }

    /// <summary>The exact figure; null when it has no meaning or is not reached.</summary>
    public decimal? Valeur(Delai delai) => delai.Mesure switch
    {
        MesureDeDelai.Mediane => Estimation.Quantile(0.5),
        MesureDeDelai.P75 => Estimation.Quantile(0.75),
        MesureDeDelai.P90 => Estimation.Quantile(0.9),
        MesureDeDelai.Moyenne => (decimal?)Estimation.MoyenneDesClos,
        _ => (decimal?)(Estimation.PartDansLimite(delai.Limite) * 100),
    };
}
