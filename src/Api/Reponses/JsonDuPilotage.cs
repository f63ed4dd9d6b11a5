using System.Text.Json;
using System.Text.Json.Serialization;
using Accompagnement.Api.Points;
using Accompagnement.Projections.Pilotage;

namespace Accompagnement.Api.Reponses;

/// <summary>Source-generated JSON of what the steering calls take and answer.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(IReadOnlyList<LigneAttente>))]
[JsonSerializable(typeof(IReadOnlyList<LigneDelai>))]
[JsonSerializable(typeof(IReadOnlyList<LigneCharge>))]
[JsonSerializable(typeof(PageDePersonnes<LigneRupture>))]
[JsonSerializable(typeof(IReadOnlyList<LigneEcheance>))]
[JsonSerializable(typeof(IReadOnlyList<MoisDeSerie>))]
[JsonSerializable(typeof(IReadOnlyList<Cohorte>))]
[JsonSerializable(typeof(IReadOnlyList<PersonneSuivie>))]
[JsonSerializable(typeof(IReadOnlyList<LigneEcheances>))]
[JsonSerializable(typeof(IReadOnlyList<NombreDeRuptures>))]
[JsonSerializable(typeof(IReadOnlyList<Sorties>))]
[JsonSerializable(typeof(IReadOnlyList<LignePart<Continuite>>))]
[JsonSerializable(typeof(IReadOnlyList<LignePart<IssuesDesRendezVous>>))]
[JsonSerializable(typeof(IReadOnlyList<LignePart<IssuesDesVisites>>))]
[JsonSerializable(typeof(IReadOnlyList<LignePart<DiagnosticsSociaux>>))]
[JsonSerializable(typeof(IReadOnlyList<LigneRestitution>))]
[JsonSerializable(typeof(IReadOnlyList<LigneCompletude>))]
[JsonSerializable(typeof(IReadOnlyList<FigureDePilotage>))]
[JsonSerializable(typeof(PageDePersonnes<BrsaSansSuite>))]
[JsonSerializable(typeof(PageDePersonnes<EnAttente>))]
[JsonSerializable(typeof(PageDePersonnes<EcheanceOuverte>))]
[JsonSerializable(typeof(Prevision))]
[JsonSerializable(typeof(AlertesDeCharge))]
[JsonSerializable(typeof(IOrderedEnumerable<Parametre>))]
[JsonSerializable(typeof(Parametre))]
internal sealed partial class JsonDuPilotage : JsonSerializerContext;
