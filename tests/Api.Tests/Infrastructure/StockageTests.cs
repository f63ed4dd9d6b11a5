using Accompagnement.Api.Hote;
using Accompagnement.EventStore;
using Accompagnement.EventStore.Postgres;
using Npgsql;

namespace Accompagnement.Api.Tests.Infrastructure;

/// <summary>Which store serves is a setting, and a wrong one is refused in words that say what to write.</summary>
public sealed class StockageTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" Postgres ")]
    public void Sans_choix_c_est_le_notre(string? choix)
    {
        using var source = NpgsqlDataSource.Create("Host=127.0.0.1");
        using var store = Stockage.Ouvrir(choix, source).ShouldBeOfType<PostgresEventStore>();
    }

    [Fact]
    public void Un_stockage_inconnu_est_refuse()
    {
        using var source = NpgsqlDataSource.Create("Host=127.0.0.1");
        Should.Throw<InvalidOperationException>(() => Stockage.Ouvrir("oracle", source)).Message.ShouldContain("postgres, marten");
    }

    [Fact]
    public void Marten_sert_la_construction_qui_l_a_demande_et_se_refuse_ailleurs()
    {
        using var source = NpgsqlDataSource.Create("Host=127.0.0.1");
        IEventStore Ouvrir() => Stockage.Ouvrir("marten", source);

        if (typeof(Stockage).Assembly.GetReferencedAssemblies().Any(a => a.Name == "Accompagnement.EventStore.Marten"))
        {
            Ouvrir().GetType().Name.ShouldBe("MartenEventStore");
        }
        else
        {
            Should.Throw<InvalidOperationException>(Ouvrir).Message.ShouldContain("-p:Marten=true");
        }
    }
}
