using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Accompagnement.Api.Import;

/// <summary>One element of what was sent.</summary>
/// <param name="Numero">Its place, from 1: the line of an NDJSON file, the element of an array.</param>
/// <param name="Octets">Its UTF-8; null when it was longer than <see cref="Lignes.LongueurMaximale"/>.</param>
public readonly record struct Ligne(long Numero, byte[]? Octets);

/// <summary>Cuts a body of any size into its elements, holding one at a time in memory.</summary>
public static class Lignes
{
    /// <summary>The longest line that is read, in bytes. A longer one is answered and passed over.</summary>
    public const int LongueurMaximale = 4 * 1024 * 1024;

    /// <summary>The non-empty lines of an NDJSON body.</summary>
    public static async IAsyncEnumerable<Ligne> NdjsonAsync(Stream corps, [EnumeratorCancellation] CancellationToken ct = default)
    {
        var tuyau = PipeReader.Create(corps, new StreamPipeReaderOptions(bufferSize: 256 * 1024, minimumReadSize: 32 * 1024));
        var numero = 0L;
        var tropLongue = false;
        while (true)
        {
            var lu = await tuyau.ReadAsync(ct);
            var tampon = lu.Buffer;
            while (tampon.PositionOf((byte)'\n') is { } fin)
            {
                numero++;
                var ligne = tampon.Slice(0, fin);
                if (tropLongue || ligne.Length > LongueurMaximale)
                {
                    yield return new(numero, null);
                }
                else if (Octets(ligne) is { Length: > 0 } octets)
                {
                    yield return new(numero, octets);
                }

                tropLongue = false;
                tampon = tampon.Slice(tampon.GetPosition(1, fin));
            }

            if (lu.IsCompleted)
            {
                if (tropLongue || tampon.Length > LongueurMaximale)
                {
                    yield return new(numero + 1, null);
                }
                else if (Octets(tampon) is { Length: > 0 } octets)
                {
                    yield return new(numero + 1, octets);
                }

                yield break;
            }

            if (tampon.Length > LongueurMaximale)
            {
                tropLongue = true;
                tampon = tampon.Slice(tampon.End);
            }

            tuyau.AdvanceTo(tampon.Start, tampon.End);
        }
    }

    /// <summary>The elements of a JSON array. Throws <see cref="JsonException"/> where it stops being one.</summary>
    public static async IAsyncEnumerable<Ligne> TableauAsync(Stream corps, [EnumeratorCancellation] CancellationToken ct = default)
    {
        var numero = 0L;
        await foreach (var element in JsonSerializer.DeserializeAsyncEnumerable<JsonElement>(corps, cancellationToken: ct))
        {
            yield return new(++numero, JsonSerializer.SerializeToUtf8Bytes(element));
        }
    }

    /// <summary>The whole body as one element.</summary>
    public static async IAsyncEnumerable<Ligne> UnSeulAsync(Stream corps, [EnumeratorCancellation] CancellationToken ct = default)
    {
        using var memoire = new MemoryStream();
        var tampon = new byte[64 * 1024];
        int lu;
        while ((lu = await corps.ReadAsync(tampon, ct)) > 0)
        {
            if (memoire.Length + lu > LongueurMaximale)
            {
                yield return new(1, null);
                yield break;
            }

            memoire.Write(tampon, 0, lu);
        }

        yield return new(1, memoire.ToArray());
    }

    private static byte[] Octets(ReadOnlySequence<byte> ligne)
    {
        var octets = ligne.ToArray();
        return octets.AsSpan().Trim(" \t\r"u8) is { Length: var n } coupe && n != octets.Length ? coupe.ToArray() : octets;
    }
}
