using Accompagnement.EventStore;
using Microsoft.AspNetCore.Diagnostics;
using Npgsql;

namespace Accompagnement.Api.Reponses;

/// <summary>
/// What the database cannot do is said as such: a clear 503 when it is away or too many write to the same file, 507 when its disk is
/// full; what was committed before stays, and sending again is harmless. Everything else stays a 500 without details.
/// </summary>
public sealed partial class Pannes(IProblemDetailsService problemes, ILogger<Pannes> journal) : IExceptionHandler
{
    private const string DisquePlein = "53100";

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
        {
            return true;
        }

        var (statut, code, titre, detail) = Cause(exception) switch
        {
            PostgresException { SqlState: DisquePlein } => (StatusCodes.Status507InsufficientStorage, "disque-plein", "Le disque de la base est plein.",
                "Rien n'est écrit à moitié : ce qui était enregistré le reste. Renvoyez la même demande quand il y aura de la place."),
            NpgsqlException e when EstIndisponible(e) => (StatusCodes.Status503ServiceUnavailable, "base-indisponible", "La base de données ne répond pas.",
                "Ce qui était enregistré le reste. Renvoyez la même demande dans un instant : rien ne sera enregistré deux fois."),
            VersionConflictException or PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure } => (StatusCodes.Status503ServiceUnavailable, "dossier-occupe", "D'autres écrivent dans ce dossier au même moment.",
                "Rien n'est enregistré de cette demande. Renvoyez-la dans un instant."),
            BadHttpRequestException e => (e.StatusCode, "demande-invalide", "La demande n'a pas pu être lue.", null),
            _ => default,
        };
        if (statut == 0)
        {
            return false;
        }

        LogPanne(code, exception);
        if (httpContext.Response.HasStarted)
        {
            return false;
        }

        httpContext.Response.StatusCode = statut;
        if (statut == StatusCodes.Status503ServiceUnavailable)
        {
            httpContext.Response.Headers.RetryAfter = "2";
        }

        await problemes.WriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            ProblemDetails = { Status = statut, Title = titre, Detail = detail, Extensions = { ["code"] = code } },
        });
        return true;
    }

    /// <summary>What PostgreSQL said, however a store wrapped it.</summary>
    private static Exception Cause(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is NpgsqlException or VersionConflictException)
            {
                return cause;
            }
        }

        return exception;
    }

    /// <summary>Broken connections, and the states in which the server stops, starts or recovers (classes 08, 57P, 58).</summary>
    private static bool EstIndisponible(NpgsqlException e) => e is not PostgresException p
        || p.SqlState.StartsWith("08", StringComparison.Ordinal) || p.SqlState.StartsWith("57P", StringComparison.Ordinal)
        || p.SqlState.StartsWith("58", StringComparison.Ordinal) || p.SqlState.StartsWith("53", StringComparison.Ordinal);

    [LoggerMessage(LogLevel.Error, "Demande interrompue : {Code}")]
    private partial void LogPanne(string code, Exception e);
}
