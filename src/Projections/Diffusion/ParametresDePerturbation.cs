namespace Accompagnement.Projections.Diffusion;

/// <summary>
/// How much published counts are moved (<c>design/security-privacy.md</c>, section 3). They are part of a publication: the same
/// parameters give the same table for ever.
/// </summary>
/// <param name="Amplitude">D: no count is moved by more than this.</param>
/// <param name="Variance">V: the variance of the noise, wherever the other rules leave it free.</param>
/// <param name="PlusPetitPublie">js: no value from 1 to js − 1 is ever published; 1 forbids none.</param>
public sealed record ParametresDePerturbation(int Amplitude, double Variance, int PlusPetitPublie)
{
    /// <summary>The widest noise that makes sense for counts of people.</summary>
    public const int AmplitudeMaximale = 100;

    public static ParametresDePerturbation ParDefaut { get; } = new(7, 4, 5);

    /// <summary>
    /// A stronger noise, for a site that fears the mean of all paths more than the small cells themselves: the first finds less, the second
    /// say a little more (decision 0070).
    /// </summary>
    public static ParametresDePerturbation Renforces { get; } = new(8, 5.5, 5);

    /// <exception cref="ArgumentException">No table has these parameters.</exception>
    public void Verifier()
    {
        if (Amplitude is < 1 or > AmplitudeMaximale)
        {
            throw new ArgumentException($"L'amplitude D va de 1 à {AmplitudeMaximale} ; reçu {Amplitude}.");
        }

        if (!(Variance > 0) || Variance >= Amplitude * Amplitude)
        {
            throw new ArgumentException($"La variance V est positive et plus petite que D² ; reçu {Variance} pour D = {Amplitude}.");
        }

        if (PlusPetitPublie < 1 || PlusPetitPublie > Amplitude)
        {
            throw new ArgumentException($"La plus petite valeur publiée js va de 1 à D : au-delà, un compte de 1 ne pourrait plus l'atteindre ; reçu {PlusPetitPublie}.");
        }
    }
}
