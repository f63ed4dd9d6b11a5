using System.Buffers.Binary;
using System.Security.Cryptography;
using Accompagnement.Projections.Diffusion;
using FsCheck;
using FsCheck.Fluent;

namespace Accompagnement.Projections.Tests.Diffusion;

public sealed class ClesTests : IDisposable
{
    private static readonly byte[] Octets = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
    private readonly string dossier = Directory.CreateTempSubdirectory("diffusion").FullName;

    public void Dispose() => Directory.Delete(dossier, recursive: true);

    [Fact]
    public void Une_cle_est_le_debut_du_hmac_de_l_identifiant_tel_qu_il_s_ecrit()
    {
        using var cles = new CleDEnregistrement(SecretDeDiffusion.De(Octets));
        var id = Guid.Parse("00112233-4455-6677-8899-aabbccddeeff");
        var attendu = HMACSHA256.HashData(Octets, Convert.FromHexString("00112233445566778899aabbccddeeff"));
        cles.De(id).ShouldBe(BinaryPrimitives.ReadUInt32BigEndian(attendu));
        cles.De(id).ShouldBe(cles.De(id));
        cles.De("I6").ShouldNotBe(cles.De("I7"));
    }

    [Fact]
    public void Les_cles_sont_les_memes_depuis_plusieurs_fils()
    {
        using var cles = new CleDEnregistrement(SecretDeDiffusion.De(Octets));
        var ids = Enumerable.Range(0, 2000).Select(i => new Guid(i, 0, 0, new byte[8])).ToArray();
        var seul = ids.Select(cles.De).ToArray();
        ids.AsParallel().AsOrdered().WithDegreeOfParallelism(8).Select(cles.De).ToArray().ShouldBe(seul);
    }

    [Fact]
    public void La_cle_d_une_cellule_ne_depend_pas_de_l_ordre() => Prop.ForAll(ArbMap.Default.ArbFor<uint[]>(), cles =>
    {
        var cellule = CelluleDeBase.Des(cles);
        return cellule == CelluleDeBase.Des(cles.Reverse())
            && cellule == CelluleDeBase.DeLaSomme(cles.Length, cles.Sum(c => (decimal)c));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Le_secret_se_cree_une_fois_lisible_de_son_proprietaire_seul()
    {
        var fichier = Path.Combine(dossier, "cles", "diffusion.cle");
        var secrets = Enumerable.Range(0, 8).AsParallel().Select(_ => CleDe(SecretDeDiffusion.LireOuCreer(fichier))).Distinct().ToArray();
        secrets.Length.ShouldBe(1);
        File.GetUnixFileMode(fichier).ShouldBe(UnixFileMode.UserRead);
        Directory.GetFiles(Path.GetDirectoryName(fichier)!).ShouldBe([fichier]);
        CleDe(SecretDeDiffusion.Lire(fichier)).ShouldBe(secrets[0]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("pas du base 64")]
    [InlineData("AAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    public void Un_fichier_sans_secret_est_refuse(string contenu)
    {
        var fichier = Path.Combine(dossier, Guid.NewGuid().ToString());
        File.WriteAllText(fichier, contenu);
        File.SetUnixFileMode(fichier, UnixFileMode.UserRead);
        Should.Throw<InvalidDataException>(() => SecretDeDiffusion.Lire(fichier));
    }

    [Fact]
    public void Un_secret_que_d_autres_peuvent_lire_est_refuse_et_ne_s_ecrit_nulle_part()
    {
        var fichier = Path.Combine(dossier, "ouvert");
        File.WriteAllText(fichier, Convert.ToBase64String(Octets));
        File.SetUnixFileMode(fichier, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Should.Throw<InvalidDataException>(() => SecretDeDiffusion.Lire(fichier)).Message.ShouldContain("chmod 0400");
        File.SetUnixFileMode(fichier, UnixFileMode.UserRead);
        $"{SecretDeDiffusion.Lire(fichier)}".ShouldNotContain(Convert.ToBase64String(Octets)[..8]);
    }

    private static uint CleDe(SecretDeDiffusion secret)
    {
        using var cles = new CleDEnregistrement(secret);
        return cles.De(Guid.Empty);
    }
}
