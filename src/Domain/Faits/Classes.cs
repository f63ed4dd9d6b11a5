namespace Accompagnement.Domain.Faits;

/// <summary>The class of a field of an event: what its value would reveal. A field without one fails the build (a test).</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public abstract class ClasseAttribute : Attribute;

/// <summary>Names a person, a household, or an object that belongs to one person only (its identifier).</summary>
public sealed class IdentifianteAttribute : ClasseAttribute;

/// <summary>Says something about a person that harms if it leaks: health, debt, family, protection, sanction.</summary>
public sealed class SensibleAttribute : ClasseAttribute;

/// <summary>Counted or dated without telling anything about a person on its own.</summary>
public sealed class StatistiqueAttribute : ClasseAttribute;

/// <summary>Written freely by an agent or by the person: always in the coffre, never in the event store.</summary>
public sealed class TexteLibreAttribute : ClasseAttribute;
