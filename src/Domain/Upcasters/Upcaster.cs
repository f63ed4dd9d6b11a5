using System.Text.Json.Nodes;

namespace Accompagnement.Domain.Upcasters;

/// <summary>Turns the data of a fact as one version of the contract had it into the data of the next version.</summary>
/// <param name="Evenement">The name of the event in the contract.</param>
/// <param name="De">The version it reads; it gives the next one.</param>
/// <param name="Traduire">Changes the data in place; what is already in the new shape stays as it is.</param>
public sealed record Upcaster(string Evenement, int De, Action<JsonObject> Traduire);
