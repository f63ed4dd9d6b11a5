using Accompagnement.Projections.Tests.Moteur;

namespace Accompagnement.Projections.Tests.Pilotage;

/// <summary>Acts are looked for by naming all their types: none may be beyond.</summary>
public sealed class TypesDesActesTests
{
    [Fact]
    public async Task Nul_acte_n_a_un_type_hors_de_ceux_que_les_questions_nomment()
    {
        await using var atelier = await Atelier.AvecAsync(Departement.Tirer(41, personnes: 120));
        await using var commande = atelier.Source.CreateCommand("select min(type), max(type), count(distinct nature) from faits.actes");
        await using var l = await commande.ExecuteReaderAsync();
        await l.ReadAsync();
        l.GetInt16(0).ShouldBeGreaterThanOrEqualTo((short)-1);
        l.GetInt16(1).ShouldBeLessThanOrEqualTo((short)127);
        l.GetInt64(2).ShouldBeGreaterThan(8);

        // The greatest of all: the last part of the last fund, and the longest list of kinds.
        Regles.ReglesActes.TypeAide(Enum.GetValues<Domain.Aides.Fonds>().Max(), null).ShouldBeLessThanOrEqualTo((short)127);
        foreach (var codes in typeof(Domain.Rsa.SituationSortie).Assembly.GetTypes().Where(t => t.IsEnum && t.IsPublic))
        {
            Enum.GetValuesAsUnderlyingType(codes).Cast<object>().Select(Convert.ToInt64).DefaultIfEmpty().Max().ShouldBeLessThanOrEqualTo(127, codes.Name);
        }
    }
}
