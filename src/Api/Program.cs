using System.Text;
using Accompagnement.Api.Commandes;

Console.OutputEncoding = Encoding.UTF8;
return await LigneDeCommande.ExecuterAsync(args);
