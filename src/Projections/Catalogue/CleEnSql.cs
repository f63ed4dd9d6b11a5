namespace Accompagnement.Projections.Catalogue;

/// <summary>
/// The record key of an identifier, computed by the database as <see cref="Diffusion.CleDEnregistrement"/> does: the first 32 bits of
/// HMAC-SHA-256, from the two blocks that the secret gives. No key is stored anywhere: nobody can read one (decision 0025).
/// </summary>
internal static class CleEnSql
{
    public static string Expression(string identifiant, string blocExterieur, string blocInterieur) =>
        $"('x' || encode(substr(sha256({blocExterieur} || sha256({blocInterieur} || uuid_send({identifiant}))), 1, 4), 'hex'))::bit(32)::bigint";
}
