namespace Accompagnement.Domain.Faits;

/// <summary>What happened, as the contract names it (<c>contract/events.md</c>, section 3). One sealed record per name.</summary>
public interface IEvenement;

/// <summary>The kinds of streams a fact can belong to; they combine where a fact may be recorded in several.</summary>
[Flags]
public enum Flux
{
    /// <summary>One person's life with the services.</summary>
    Trajectoire = 1,

    /// <summary>A household: RSA foyer, ménage or family. Membership is in the persons.</summary>
    Foyer = 2,

    /// <summary>A professional of the département or of a partner.</summary>
    Agent = 4,

    /// <summary>A service, establishment or partner that carries out measures or receives children.</summary>
    Structure = 8,

    /// <summary>The reception register of a site: contacts nobody was named for.</summary>
    Registre = 16,

    /// <summary>Any stream: corrections.</summary>
    Tous = Trajectoire | Foyer | Agent | Structure | Registre,
}

/// <summary>The stream or streams a fact is recorded in.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class EvenementAttribute(Flux flux) : Attribute
{
    public Flux Flux { get; } = flux;

    /// <summary>True for the fact that must come first in its stream.</summary>
    public bool Ouvre { get; init; }
}
