using System.Globalization;
using Serilog;
using Serilog.Events;

namespace Accompagnement.Api.Hote;

/// <summary>The log: to the terminal for people, to a file for machines. It never holds a name, a text or a token.</summary>
public static class Journal
{
    private const string Modele = "{Timestamp:HH:mm:ss} {Level:u3} {Message:lj}{NewLine}{Exception}";

    /// <param name="dossier">Where the log files go, one a day, kept for a month; null for the terminal only.</param>
    /// <param name="niveau">The least level shown.</param>
    public static Serilog.Core.Logger Creer(string? dossier, LogEventLevel niveau = LogEventLevel.Information)
    {
        var configuration = new LoggerConfiguration()
            .MinimumLevel.Is(niveau)
            .MinimumLevel.Override("Microsoft", AuMoins(LogEventLevel.Warning))
            // Every page with a form is kept out of caches, as its headers say: nothing to be warned of.
            .MinimumLevel.Override("Microsoft.AspNetCore.Antiforgery", LogEventLevel.Error)
            // The keys of sessions are files that only the service's account can read, like the others.
            .MinimumLevel.Override("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogEventLevel.Error)
            .MinimumLevel.Override("Npgsql", AuMoins(LogEventLevel.Warning))
            .WriteTo.Console(outputTemplate: Modele, formatProvider: CultureInfo.InvariantCulture, standardErrorFromLevel: LogEventLevel.Verbose);
        if (dossier is not null)
        {
            configuration.WriteTo.File(
                new Serilog.Formatting.Json.JsonFormatter(renderMessage: true, formatProvider: CultureInfo.InvariantCulture),
                Path.Combine(dossier, "accompagnement-.json"),
                rollingInterval: RollingInterval.Day,
                retainedFileCountLimit: 31);
        }

        return configuration.CreateLogger();

        LogEventLevel AuMoins(LogEventLevel plancher) => niveau > plancher ? niveau : plancher;
    }
}
