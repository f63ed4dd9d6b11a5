namespace Accompagnement.Projections.Diffusion;

/// <summary>
/// What is known of a cell before protection: how many distinct objects it holds, and the sum of their record keys modulo 2³².
/// Each object counts once, however many facts it has in the cell.
/// </summary>
public readonly record struct CelluleDeBase
{
    /// <exception cref="ArgumentOutOfRangeException">A negative count.</exception>
    public CelluleDeBase(long nombre, uint cle)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(nombre);
        Nombre = nombre;
        Cle = nombre == 0 ? 0 : cle;
    }

    public long Nombre { get; }

    public uint Cle { get; }

    /// <summary>A cell from the sum of the keys as a database adds them, without the modulo.</summary>
    public static CelluleDeBase DeLaSomme(long nombre, decimal sommeDesCles) => new(nombre, (uint)(sommeDesCles % (1L << 32)));

    /// <summary>A cell from the record keys of its distinct objects.</summary>
    public static CelluleDeBase Des(IEnumerable<uint> cles) => cles.Aggregate(default(CelluleDeBase), (cellule, cle) => cellule.Avec(cle));

    /// <summary>The cell with one more object.</summary>
    public CelluleDeBase Avec(uint cle) => new(Nombre + 1, unchecked(Cle + cle));

    /// <summary>The cell with those of another, none of which is in it.</summary>
    public CelluleDeBase Avec(CelluleDeBase autre) => new(Nombre + autre.Nombre, unchecked(Cle + autre.Cle));
}

/// <summary>The amounts of a cell, in euros: enough to decide whether they may be published.</summary>
/// <param name="Total">The sum.</param>
/// <param name="Contributeurs">How many distinct objects give an amount.</param>
/// <param name="PlusForte">The largest amount that one of them gives, all its facts together.</param>
public readonly record struct MontantDeBase(decimal Total, long Contributeurs, decimal PlusForte);
