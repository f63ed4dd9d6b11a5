using System.Security.Claims;
using Accompagnement.Api.Points;
using Accompagnement.Api.Securite;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Referentiels;
using Accompagnement.Projections.Catalogue;
using Accompagnement.Projections.Diffusion;
using Accompagnement.Projections.Publications;

namespace Accompagnement.Api.Diffusion;

/// <summary>What a page asks in mode <c>diffusion</c> has the rules of a call, and is written down like one.</summary>
public sealed class DemandesDesPages(JournalDesRequetes journal, TimeProvider horloge)
{
    /// <summary>Why protected figures are not shown; null when they are. Written before anything is computed.</summary>
    public async Task<string?> ExaminerAsync(
        ClaimsPrincipal personne, string objet, Periode periode, Decoupage decoupage, IReadOnlyList<Dimension> dimensions, string? vuAu, CancellationToken ct)
    {
        var maintenant = horloge.GetUtcNow();
        var demande = new DemandeDeDiffusion(
            periode.Code, periode.Fin, [DemandesDeDiffusion.Territoire, .. dimensions.Select(DemandeDeChiffres.Nom)], decoupage, VuAu: string.IsNullOrEmpty(vuAu) ? null : vuAu);
        var refus = DemandesDeDiffusion.Examiner(demande, Calendrier.Jour(maintenant), DroitsDeDiffusion.Ordinaires);
        var parametres = new Dictionary<string, string>
        {
            ["periode"] = periode.Code,
            ["decoupage"] = Territoires.NomDe(decoupage),
        };
        if (dimensions.Count > 0)
        {
            parametres["par"] = string.Join(',', dimensions.Select(DemandeDeChiffres.Nom));
        }

        await journal.NoterAsync(
            new(maintenant, personne.Compte(), personne.FindFirst(Revendications.Role)?.Value ?? "", $"page:{objet}", parametres, refus?.Regle ?? RequeteDeDiffusion.Repondu), ct);
        return refus?.Detail;
    }
}
